package parley.harness.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts all child processes, from one thread that lives as long as this: where there is {@code setpriv}, the kernel kills them when
 * that thread is gone, whatever ended it.
 */
public final class ChildProcesses implements AutoCloseable {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final List<ChildProcess> started = new ArrayList<>();
    private final Thread hook = new Thread(this::killAll, "end of child processes");
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread parent = new Thread(work, "child processes");
        parent.setDaemon(true);
        return parent;
    });

    /** Those that are started end with the JVM, where {@link #close} doesn't come first. */
    public ChildProcesses() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param log to which both outputs are appended, the standard one also line by line to {@link ChildProcess#firstLine} */
    public ChildProcess start(List<String> command, Path directory, Path log) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // A group of its own: the kernel hangs up a group that has a stopped process in it when nobody can continue
            // it.
            line.add(SETSID.toString());
        }
        if (Files.isExecutable(SETPRIV)) {
            line.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
        }
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        try {
            ChildProcess process =
                    new ChildProcess(thread.submit(builder::start).get());
            synchronized (started) {
                started.removeIf(earlier -> !earlier.isAlive());
                started.add(process);
            }
            return process;
        } catch (ExecutionException e) {
            throw new IOException("cannot start " + command.get(0), e.getCause());
        }
    }

    /** Kills all that still live. */
    @Override
    public void close() {
        killAll();
        thread.shutdown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException atTheEnd) {
            // It runs anyway.
        }
    }

    private void killAll() {
        synchronized (started) {
            started.forEach(ChildProcess::kill);
        }
    }
}
