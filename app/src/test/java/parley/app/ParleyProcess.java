package parley.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs the packaged program as a process, in an environment of its own. Its standard error goes to a file. */
final class ParleyProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Pattern READY = Pattern.compile(
            "ready host=(?<host>\\S+) port=(?<port>\\d+) redis=(?<redis>\\S+) admin=(?<admin>\\S+) http=(?<http>\\d+)( tls=(?<tls>\\d+))?( web=(?<web>\\d+))?");

    private final Process process;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final Path errors;

    /** How a process ended, and all that it printed after what was read before. */
    record End(int exitCode, List<String> out, List<String> errors) {}

    private ParleyProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.reader = new Thread(this::read, "stdout");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            process.inputReader().lines().forEach(out::add);
        } catch (UncheckedIOException killed) {
            // Java closes what it reads from where a process is killed; nothing more will come.
        }
    }

    /** @param home where its sockets and its standard error are, unless the arguments say otherwise */
    static ParleyProcess start(Path home, String... arguments) throws IOException {
        Path errors = Files.createTempFile(home, "stderr", ".log");
        ProcessBuilder builder = builder(home, arguments).redirectError(errors.toFile());
        return new ParleyProcess(builder.start(), errors);
    }

    /** Runs a command that ends by itself. */
    static End run(Path home, String... arguments) throws IOException, InterruptedException {
        try (ParleyProcess parley = start(home, arguments)) {
            return parley.end(START);
        }
    }

    static ProcessBuilder builder(Path home, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-jar",
                System.getProperty("parley.jar")));
        line.addAll(List.of(arguments));
        var builder = new ProcessBuilder(line).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PARLEY_"));
        environment.put("XDG_RUNTIME_DIR", home.toString());
        return builder;
    }

    /** The ready line of {@code up} or {@code bridge}, as soon as it is there. */
    Matcher awaitReady() throws InterruptedException {
        String line = awaitLine();
        Matcher ready = READY.matcher(line);
        assertThat(ready.matches()).as(line).isTrue();
        return ready;
    }

    /** The next line on standard output. */
    String awaitLine() throws InterruptedException {
        String line = out.poll(START.toSeconds(), TimeUnit.SECONDS);
        return requireNonNull(line, () -> "nothing on standard output, and on standard error " + errors());
    }

    List<String> errors() {
        try {
            return Files.readAllLines(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Process process() {
        return process;
    }

    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void signal(String name) throws IOException, InterruptedException {
        signal(name, List.of(process.toHandle()));
    }

    static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(each -> kill.add(Long.toString(each.pid())));
        assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
    }

    End end(Duration limit) throws IOException, InterruptedException {
        assertThat(process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS))
                .as("ended within %s; standard error: %s", limit, errors())
                .isTrue();
        reader.join();
        return new End(process.exitValue(), List.copyOf(out), errors());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
