package parley.harness.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a running JVM what memory it uses. */
public final class Jvm {
    /** Where a generation of the serial collector begins, and where it may end. */
    private static final Pattern GENERATION =
            Pattern.compile("generation .*\\[(0x[0-9a-f]+), 0x[0-9a-f]+, (0x[0-9a-f]+)\\)");

    private final long pid;

    public Jvm(long pid) {
        this.pid = pid;
    }

    /** Bytes of the objects in use, after a full collection. */
    public long liveBytes() throws IOException {
        String[] lines = ask("GC.class_histogram").strip().split("\n");
        String[] total = lines[lines.length - 1].strip().split("\\s+");
        return Long.parseLong(total[2]);
    }

    /** Bytes that it has resident outside its heap. */
    public long nativeBytes() throws IOException {
        long from = Long.MAX_VALUE;
        long to = 0;
        Matcher generation = GENERATION.matcher(ask("GC.heap_info"));
        while (generation.find()) {
            from = Math.min(from, Long.decode(generation.group(1)));
            to = Math.max(to, Long.decode(generation.group(2)));
        }
        return ProcessUsage.residentBytes(pid) - ProcessUsage.residentBytes(pid, from, to);
    }

    public void collect() throws IOException {
        ask("GC.run");
    }

    private String ask(String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("jcmd: " + answer);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return answer;
    }
}
