package parley.harness.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Controls one child process, by signals to its pid. */
public final class ChildProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final CompletableFuture<String> firstLine = new CompletableFuture<>();

    ChildProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                firstLine.complete(line);
            }
        } catch (IOException ended) {
            firstLine.completeExceptionally(ended);
        }
        firstLine.completeExceptionally(new IOException("it ended without a line"));
    }

    /** Waits for the first line on its standard output. */
    public String firstLine(Duration patience) throws IOException, InterruptedException {
        try {
            return firstLine.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("not ready: " + e, e);
        }
    }

    /** Waits for its end; its exit code, or nothing where it does not end in time. */
    public OptionalInt exitCode(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; returns when it is gone, which is false when it had to be killed. */
    public boolean terminate(Duration patience) throws InterruptedException {
        process.destroy();
        boolean gone = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        kill();
        return gone;
    }

    /** SIGSTOP; returns when none of its threads runs any more, where the system tells: the call itself returns before. */
    public void suspend() throws IOException, InterruptedException {
        signal("-STOP");
        Waiting.await(process.pid() + " has stopped", PATIENCE, this::isSuspended);
    }

    private boolean isSuspended() {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.isDirectory(tasks)) {
            return true;
        }
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.allMatch(ChildProcess::isStopped);
        } catch (IOException changing) {
            return false;
        }
    }

    /** By the state behind the name in parentheses, which may hold anything; see proc(5). */
    private static boolean isStopped(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith("T", stat.lastIndexOf(')') + 2);
        } catch (IOException ended) {
            return true;
        }
    }

    /** SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill " + name + " " + process.pid() + " ended with " + status);
        }
    }
}
