package parley.bench.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import parley.bench.report.Chart;
import parley.bench.server.Cores;
import parley.bench.server.ScratchFolder;
import parley.bench.server.SystemStarter;

/** Measures what size costs, and writes it into {@code bench/SIZE.md}, with the figures as CSV and a plot beside it. */
public final class Main {
    private static final List<Integer> NAMES = List.of(10_000, 100_000, 1_000_000);
    private static final List<Integer> FEW_NAMES = List.of(1_000, 10_000);

    private static final String SLOPES = "slopes.csv";
    private static final List<String> PARTS = List.of("names", "messages", "sessions", "archive", "none");
    private static final String USAGE = """
            usage: bench/size [--quick] [part...]
            parts: names messages sessions archive; the others' figures are kept. none: the tables and the plot alone
            some ten minutes in all, into bench/SIZE.md, slopes.csv, size.csv and size.svg; quick: to standard error alone""";

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        List<String> wanted = new ArrayList<>(List.of(arguments));
        Cores cores = wanted.remove("--pin") ? Cores.PINNED : Cores.SHARED;
        boolean quick = wanted.remove("--quick");
        boolean help = wanted.remove("--help");
        if (help || !PARTS.containsAll(wanted)) {
            (help ? System.out : System.err).println(USAGE);
            System.exit(help ? 0 : 2);
        }
        Predicate<String> measured = part -> wanted.isEmpty() || wanted.contains(part);
        Path root = Path.of(System.getProperty("parley.root", "."));
        SystemStarter starter = new SystemStarter(root, ScratchFolder.create(), cores);
        Path folder = root.resolve("bench");
        SizeFigures figures = wanted.isEmpty() ? new SizeFigures() : SizeFigures.read(folder.resolve(SLOPES));
        if (measured.test("names")) {
            NameCosts.measure(starter, figures, quick ? FEW_NAMES : NAMES);
        }
        if (measured.test("messages")) {
            MessageCosts.measure(starter, figures, quick);
        }
        if (measured.test("sessions")) {
            SessionCosts.measure(starter, figures, quick);
        }
        if (measured.test("archive")) {
            ArchiveCosts.measure(starter, figures, quick);
        }
        if (!quick) {
            write(folder, figures);
        }
        System.exit(0);
    }

    private static void write(Path folder, SizeFigures figures) throws IOException {
        Files.writeString(folder.resolve(SLOPES), figures.csv());
        SizeTables tables = new SizeTables(figures);
        SizePage page = new SizePage(folder.resolve("SIZE.md"));
        page.put(
                "names",
                tables.of(
                        "names online",
                        NAMES,
                        List.of(
                                "name: memory, bytes",
                                "name: claimed, µs",
                                "name: heard, bytes",
                                "name: heard, µs",
                                "names: a heartbeat, µs",
                                "names: whether each is there, µs",
                                "names: a walk through all, µs each",
                                "names: confirmed after a loss, µs each",
                                "names: a list of all, ms",
                                "names: a list of all, bytes",
                                "names: which no bridge holds, ms")));
        page.put(
                "bridges",
                tables.of(
                        "bridges",
                        List.of(1, 5, 17, 65),
                        List.of(
                                "Redis: a message among many, µs",
                                "Redis: a message alone, µs",
                                "bridge: a message among many, µs",
                                "bridge: a message alone, µs")));
        page.put(
                "receivers",
                tables.of(
                        "live sessions",
                        List.of(10, 100, 1_000, 4_000),
                        List.of("bridge: a message to so many, busy, µs", "bridge: a message to so many, calm, µs")));
        page.put(
                "sessions",
                tables.of(
                        "sessions",
                        List.of(4_000, 16_000),
                        List.of(
                                "login: bridge, µs",
                                "login: Redis, µs",
                                "session: objects, bytes",
                                "session: outside the heap, bytes",
                                "session: in the kernel, bytes")));
        page.put(
                "simulated",
                tables.of(
                        "sessions in one JVM",
                        List.of(10_000, 100_000, 1_000_000),
                        List.of(
                                "simulated session: bytes",
                                "simulated session: a wake-up, ns",
                                "simulated session: a message more, ns")));
        page.put(
                "others",
                tables.of(
                        "",
                        List.of(50_000, 100_000, 400_000),
                        List.of(
                                "Redis: a message, bytes",
                                "Redis: a whisper, µs",
                                "bridge: a whisper, both ends, µs",
                                "archiver: a row, µs",
                                "archiver: rows a second",
                                "archive: a row, bytes")));
        forecast(folder, figures, page);
    }

    private static void forecast(Path folder, SizeFigures figures, SizePage page) throws IOException {
        Forecast talkative = new Forecast(figures, sessions -> sessions / 1_000);
        Forecast readable = new Forecast(figures, sessions -> 10);
        page.put("talkative", talkative.table());
        page.put("readable", readable.table());
        Chart chart = new Chart("What Redis's one core does", "sessions", "cores");
        talkative.plot(chart);
        readable.plotAll(chart, "all, 10 messages/s");
        chart.write(folder, "size");
    }
}
