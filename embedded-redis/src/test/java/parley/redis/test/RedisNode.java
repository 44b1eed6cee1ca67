package parley.redis.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import parley.protocol.RedisRights;
import parley.redis.embedded.RedisBinary;

/** One redis-server of a topology, which keeps nothing; killed at the end of the JVM at the latest. Its port stays its own when it is started again. */
public final class RedisNode implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final int STARTING_SECONDS = 30;

    private final Path directory;
    private final List<String> line;
    private final int port;
    private Process process;

    /** @param line the command but for the port */
    private RedisNode(Path directory, int port, List<String> line) throws IOException {
        this.directory = directory;
        this.port = port;
        this.line = line;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "redis-node-end"));
        process = run();
    }

    /** A server with the users of {@link RedisRights}. */
    public static RedisNode start(String... settings) throws IOException {
        Path directory = Files.createTempDirectory("parley-node");
        int port = freePort();
        List<String> line = new ArrayList<>(List.of(RedisBinary.in(directory).toString()));
        line.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
        line.addAll(List.of("--repl-diskless-sync-delay", "0", "--repl-ping-replica-period", "1"));
        for (RedisRights rights : List.of(RedisRights.BRIDGE, RedisRights.ARCHIVER)) {
            line.addAll(List.of("--user", rights.user(), "on", ">" + TestRedis.PASSWORD));
            line.addAll(List.of(rights.rules().split(" ")));
        }
        line.addAll(List.of(settings));
        return new RedisNode(directory, port, line);
    }

    /** A sentinel that knows how to begin by these lines. */
    static RedisNode sentinel(String... configuration) throws IOException {
        Path directory = Files.createTempDirectory("parley-sentinel");
        int port = freePort();
        Path file = directory.resolve("sentinel.conf");
        List<String> lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1"));
        lines.addAll(List.of(configuration));
        Files.write(file, lines);
        return new RedisNode(
                directory, port, List.of(RedisBinary.in(directory).toString(), file.toString(), "--sentinel"));
    }

    public static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private Process run() throws IOException {
        Process started = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Waiting.until(STARTING_SECONDS, "a server answers on " + port, () -> {
            if (!started.isAlive()) {
                throw new UncheckedIOException(new IOException(Files.readString(directory.resolve("log"))));
            }
            return call("PING").equals("PONG");
        });
        return started;
    }

    /** Starts it again, empty, after it was killed. */
    public void restart() throws IOException {
        kill();
        process = run();
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** For whom nothing is forbidden. */
    public String uri() {
        return "redis://" + address();
    }

    /** For a user that has those rights only. */
    public String uri(RedisRights rights) {
        return TestRedis.withUser(uri(), rights);
    }

    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops it where it stands; its connections stay open. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on as if nothing had been. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
            if (!kill.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("could not signal " + process.pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sends a command on a connection of its own.
     *
     * @return the answer as text, the elements of arrays with a line end between
     * @throws UncheckedIOException where there is none, or it is an error
     */
    public String call(String... command) {
        return callAs(null, command);
    }

    /** The same for whom that password lets in. */
    public String callAs(@Nullable String password, String... command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            DataInputStream answers = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            if (password != null) {
                socket.getOutputStream().write(encoded("AUTH", password));
                answer(answers);
            }
            socket.getOutputStream().write(encoded(command));
            return answer(answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field of what INFO says; empty where it isn't there. */
    String info(String section, String field) {
        return call("INFO", section)
                .lines()
                .filter(each -> each.startsWith(field + ":"))
                .map(each -> each.substring(field.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static byte[] encoded(String... command) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + command.length + "\r\n").getBytes(UTF_8));
        for (String word : command) {
            byte[] content = word.getBytes(UTF_8);
            bytes.writeBytes(("$" + content.length + "\r\n").getBytes(UTF_8));
            bytes.writeBytes(content);
            bytes.writeBytes("\r\n".getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String answer(DataInputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
            bytes.write(next);
        }
        String first = bytes.toString(UTF_8).stripTrailing();
        switch (first.charAt(0)) {
            case '-' -> throw new IOException(first.substring(1));
            case '$' -> {
                byte[] content = new byte[Math.max(0, Integer.parseInt(first.substring(1)))];
                in.readFully(content);
                in.readFully(new byte[first.equals("$-1") ? 0 : 2]);
                return new String(content, UTF_8);
            }
            case '*' -> {
                List<String> elements = new ArrayList<>();
                for (int left = Integer.parseInt(first.substring(1)); left > 0; left--) {
                    elements.add(answer(in));
                }
                return String.join("\n", elements);
            }
            default -> {
                return first.substring(1);
            }
        }
    }

    /** Ends it, and takes away what it wrote. */
    @Override
    public void close() {
        kill();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
