package parley.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the program in a Java process of its own, from the classes under test, in surroundings that a test chooses. */
final class MainProcess {

    private final Path home;
    private final List<String> javaOptions = new ArrayList<>(
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"));
    private final ProcessBuilder builder = new ProcessBuilder();

    MainProcess(Path home) {
        this.home = home;
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PARLEY_"));
        environment.put("XDG_RUNTIME_DIR", home.toString());
        environment.put("LC_ALL", "C.UTF-8");
        builder.directory(home.toFile());
    }

    MainProcess java(String... options) {
        javaOptions.addAll(List.of(options));
        return this;
    }

    MainProcess environment(String name, String value) {
        builder.environment().put(name, value);
        return this;
    }

    ProcessBuilder builder(String... arguments) {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(javaOptions);
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(List.of(arguments));
        return builder.command(line);
    }

    /** A command that ends by itself, its output into a file of that name, or kept. */
    ParleyProcess.End run(Path out, String... arguments) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(home, "stderr", ".log");
        Process process = builder(arguments)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        process.getOutputStream().close();
        int exitCode = process.waitFor();
        List<String> printed = Files.isRegularFile(out) ? Files.readAllLines(out, StandardCharsets.UTF_8) : List.of();
        return new ParleyProcess.End(exitCode, printed, Files.readAllLines(errors, StandardCharsets.UTF_8));
    }

    ParleyProcess.End run(String... arguments) throws IOException, InterruptedException {
        return run(Files.createTempFile(home, "stdout", ".log"), arguments);
    }
}
