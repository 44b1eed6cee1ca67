package parley.attack.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Has Parley check an archive after its server has ended. */
public final class ArchiveCheck {
    private static final long SECONDS = 120;

    private static final int SHOWN = 200;

    private ArchiveCheck() {}

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** What {@code archive verify} finds wrong; empty where the archive is complete. */
    public static String problem(Path jar, Path data) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        jar.toString(),
                        "archive",
                        "verify",
                        "--data=" + data)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return "archive verify did not end";
        }
        return process.exitValue() == 0
                ? ""
                : "archive verify: " + shortened(said.strip().replace("\n", "; "));
    }
}
