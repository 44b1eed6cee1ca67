package parley.app.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parley.app.service.OpenFileLimit;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.SqliteLibrary;
import parley.bridge.net.transport.Transport;

/** Looks at Java, and at what the system gives a process. */
final class Machine {

    /** What is enough for a bridge under all of the attacks that it is tried with. */
    private static final long ENOUGH_HEAP = 60L << 20;

    /** Fewer are soon used up by a crowd, or by whoever wants them to be. */
    private static final int ENOUGH_SESSIONS = 1_000;

    /** Before this was written no clock can be right. */
    private static final Instant EARLIEST = Instant.parse("2026-11-01T00:00:00Z");

    private Machine() {}

    static List<Finding> findings(Map<String, String> environment) {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(locale());
        findings.add(transport());
        findings.add(temporaryDirectory());
        findings.add(openFiles(OpenFileLimit.current()));
        findings.add(time(Instant.now()));
        findings.addAll(user(environment));
        return findings;
    }

    private static Finding java() {
        long heap = Runtime.getRuntime().maxMemory();
        String found = System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ") in "
                + System.getProperty("java.home") + ", " + (heap >> 20) + " MiB of heap";
        return heap >= ENOUGH_HEAP
                ? Finding.well("Java", found)
                : Finding.unwell(
                        "Java", found, "a crowd needs 64 MiB and more: PARLEY_JAVA_OPTS=-Xmx256m, or more memory");
    }

    private static Finding locale() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        boolean utf8 =
                Charset.isSupported(encoding) && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
        return utf8
                ? Finding.well("locale", "reads and writes UTF-8")
                : Finding.unwell(
                        "locale",
                        "Java takes names and arguments for " + encoding,
                        "set LC_ALL=C.UTF-8, or start it by ./parley, which does");
    }

    private static Finding transport() {
        Transport best = Transport.best();
        return best == Transport.NIO
                ? Finding.unwell(
                        "transport",
                        "NIO: " + Transport.whyNotEpoll(),
                        "all works, but slower, and who vanishes is found late; its library is unpacked in the directory"
                                + " of temporary files: let TMPDIR name another, if it can't run from there")
                : Finding.well("transport", best.toString());
    }

    private static Finding temporaryDirectory() {
        String directory = System.getProperty("java.io.tmpdir");
        try {
            SqliteLibrary.require();
            return Finding.well("temporary files", directory + ", where libraries may run");
        } catch (ArchiveException e) {
            return Finding.unwell(
                    "temporary files",
                    String.valueOf(e.getMessage()),
                    "let TMPDIR name a directory that can be written, and from which programs may run");
        }
    }

    static Finding openFiles(long limit) {
        int sessions = OpenFileLimit.sessions(limit);
        String found = limit + ", which carry " + sessions + " sessions";
        return sessions >= ENOUGH_SESSIONS
                ? Finding.well("open files", found)
                : Finding.unwell(
                        "open files", found, "raise the limit: ulimit -n 65536, or LimitNOFILE of its service");
    }

    static Finding time(Instant now) {
        String found = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return now.isBefore(EARLIEST)
                ? Finding.unwell("time", found, "set this machine's clock, and keep it right by NTP")
                : Finding.well("time", found);
    }

    /** Who it is, and where the operator's socket will be. */
    private static List<Finding> user(Map<String, String> environment) {
        String name = System.getProperty("user.name", "?");
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        if (runtime.isEmpty()) {
            return List.of(Finding.well("user", name));
        }
        Finding socket = Directories.writable("operator's socket", Path.of(runtime, "parley"))
                .orElseGet(() -> Finding.well("operator's socket", "in " + runtime + "/parley"));
        return List.of(Finding.well("user", name), socket);
    }
}
