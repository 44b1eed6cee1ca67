package parley.attack.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tells which options a server has. */
public final class Features {
    private final String help;

    private Features(String help) {
        this.help = help;
    }

    /** Asks the program itself. */
    public static Features of(Path jar) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        jar.toString(),
                        "up",
                        "--help")
                .redirectErrorStream(true)
                .start();
        String help = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("up --help: " + help);
        }
        return new Features(help);
    }

    public boolean has(String option) {
        return help.contains(option);
    }
}
