package parley.harness.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts a server of Parley's from its jar, any number of times, with the same options. */
public abstract class ParleyProcess {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration DRAINED = Duration.ofSeconds(10);

    private final ChildProcesses processes;
    private final Path jar;
    private final Path work;
    private final String name;
    private final List<String> jvm;
    private final List<String> arguments;
    private @Nullable ChildProcess process;

    /**
     * Describes what is started.
     *
     * @param work its directory, in which its output is appended to {@code <name>.log}
     * @param jvm options of Java's
     */
    protected ParleyProcess(
            ChildProcesses processes, Path jar, Path work, String name, List<String> jvm, List<String> arguments) {
        this.processes = processes;
        this.jar = jar;
        this.work = work;
        this.name = name;
        this.jvm = List.copyOf(jvm);
        this.arguments = List.copyOf(arguments);
    }

    public String name() {
        return name;
    }

    /** Starts it; Redis may be away. */
    public void begin() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
        process = processes.start(command, work, work.resolve(name + ".log"));
    }

    /** Waits until it says that it is ready. */
    public void awaitReady() throws IOException, InterruptedException {
        ready(process().firstLine(READY));
    }

    /** Takes note of the line in which it says so. */
    protected abstract void ready(String line);

    /** Starts it and waits until it is ready. */
    public void start() throws IOException, InterruptedException {
        begin();
        awaitReady();
    }

    public void kill() {
        process().kill();
    }

    /** SIGTERM; whether it ended within the time it is promised to. */
    public boolean terminate() throws InterruptedException {
        return process().terminate(DRAINED);
    }

    public void suspend() throws IOException, InterruptedException {
        process().suspend();
    }

    public void resume() throws IOException, InterruptedException {
        process().resume();
    }

    public long pid() {
        return process().pid();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    private ChildProcess process() {
        return Objects.requireNonNull(process, "not started");
    }
}
