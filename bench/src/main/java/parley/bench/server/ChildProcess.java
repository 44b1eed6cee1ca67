package parley.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Runs a program that is to be measured. It dies with this one, whatever ends that. */
public final class ChildProcess implements AutoCloseable {
    private static final Duration START_TIME = Duration.ofMinutes(3);
    private static final Duration END_TIME = Duration.ofSeconds(15);

    private static final Set<ChildProcess> RUNNING = ConcurrentHashMap.newKeySet();

    private static volatile boolean over;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        RUNNING.add(this);
    }

    /** Ends all that still run; no more are started. */
    static void closeAll() {
        over = true;
        RUNNING.forEach(child -> child.process.destroy());
        RUNNING.forEach(ChildProcess::close);
    }

    /**
     * Starts a process on the cores of servers.
     *
     * @param log where its standard error goes, and its output where nobody awaits a line of it
     */
    public static ChildProcess start(Cores cores, Path log, List<String> command) throws IOException {
        return start(cores, log, command, false);
    }

    private static ChildProcess start(Cores cores, Path log, List<String> command, boolean speaks) throws IOException {
        if (over) {
            throw new IOException("this program is ending");
        }
        List<String> whole = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL"));
        whole.addAll(cores.forServers());
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .directory(log.resolveSibling(".").toFile());
        if (!speaks) {
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        }
        return new ChildProcess(builder.start(), log);
    }

    /** Starts one that says on standard output when it is ready; returns it with that line. */
    public static Ready startAndAwait(Cores cores, Path log, List<String> command) throws IOException {
        ChildProcess child = start(cores, log, command, true);
        try {
            return new Ready(child, child.firstLine());
        } catch (IOException failed) {
            child.close();
            throw failed;
        }
    }

    /** @param line the first that it wrote */
    public record Ready(ChildProcess child, String line) {
        /** What stands behind {@code name=} in the line. */
        public String value(String name) throws IOException {
            for (String word : line.split(" ")) {
                if (word.startsWith(name + "=")) {
                    return word.substring(name.length() + 1);
                }
            }
            throw new IOException("no " + name + " in: " + line);
        }

        public InetSocketAddress address() throws IOException {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(value("port")));
        }
    }

    private String firstLine() throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return output.readLine();
            } catch (IOException failed) {
                return null;
            }
        });
        try {
            String first = line.get(START_TIME.toSeconds(), TimeUnit.SECONDS);
            if (first != null) {
                return first;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            // Said below.
        }
        throw new IOException("a server did not start: " + said());
    }

    /** Waits until somebody accepts connections there. */
    public void awaitPort(InetSocketAddress address) throws IOException {
        long end = System.nanoTime() + START_TIME.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(address);
                return;
            } catch (IOException notYet) {
                Thread.onSpinWait();
            }
        }
        throw new IOException("a server did not start: " + said());
    }

    /** A port of the loopback interface on which nobody listens. */
    public static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    /** The end of what it wrote. */
    private String said() throws IOException {
        String text = Files.readString(log, StandardCharsets.ISO_8859_1);
        return text.substring(Math.max(0, text.length() - 500)).strip();
    }

    /** Waits until it has ended by itself, well. */
    public void awaitEnd() throws IOException {
        try {
            if (process.waitFor() != 0) {
                throw new IOException("failed: " + said());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to end, and makes it where it does not. */
    @Override
    public void close() {
        RUNNING.remove(this);
        process.destroy();
        try {
            if (!process.waitFor(END_TIME.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
