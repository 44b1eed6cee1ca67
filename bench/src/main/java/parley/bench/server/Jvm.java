package parley.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks a running JVM. */
public final class Jvm {
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
