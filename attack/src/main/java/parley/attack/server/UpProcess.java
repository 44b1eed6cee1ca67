package parley.attack.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import parley.harness.process.ChildProcesses;
import parley.harness.process.ParleyProcess;

/** Runs {@code up}, a whole system in one process and its embedded Redis, with little memory and the default limits. */
public final class UpProcess extends ParleyProcess {
    /** Of heap, and as much of direct memory. */
    public static final int MEBIBYTES = 64;

    private static final String NAME = "up";

    private final Path work;
    private final Map<String, String> ready = new ConcurrentHashMap<>();

    /**
     * Describes what is started.
     *
     * @param work holds its data and its log
     * @param options beside those that keep it to itself
     */
    public UpProcess(ChildProcesses processes, Path jar, Path work, List<String> options) {
        super(processes, jar, work, NAME, javaOptions(), arguments(work, options));
        this.work = work;
    }

    /** The launcher's own, but for the memory, so that this is the server as it is started by everybody. */
    private static List<String> javaOptions() {
        return List.of(
                "-XX:+UseSerialGC",
                "-Xms64m",
                "-Xmn16m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:MinHeapDeltaBytes=8m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dio.netty.jfr.enabled=false",
                "-Dio.lettuce.core.jfr=false",
                "-Xmx" + MEBIBYTES + "m",
                "-XX:MaxDirectMemorySize=" + MEBIBYTES + "m");
    }

    private static List<String> arguments(Path work, List<String> options) {
        List<String> arguments = new ArrayList<>(List.of(
                "up",
                "--port=0",
                "--http-port=0",
                "--data=" + work.resolve("data"),
                "--admin-socket=" + work.resolve("admin.d").resolve("admin.sock")));
        arguments.addAll(options);
        return arguments;
    }

    @Override
    protected void ready(String line) {
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                ready.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    /** Where people connect. */
    public InetSocketAddress address() throws IOException {
        return loopback("port");
    }

    public InetSocketAddress http() throws IOException {
        return loopback("http");
    }

    /** Where it speaks to browsers. */
    public InetSocketAddress web() throws IOException {
        return loopback("web");
    }

    /** Where it speaks TLS; it must have been told to. */
    public InetSocketAddress tls() throws IOException {
        return loopback("tls");
    }

    public Path adminSocket() throws IOException {
        return Path.of(value("admin"));
    }

    /** The embedded Redis's port, which every user of this machine may connect to. */
    public int redisPort() throws IOException {
        String uri = value("redis");
        return Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1).replaceAll("/.*", ""));
    }

    public Path data() {
        return work.resolve("data");
    }

    /** What it wrote on both outputs. */
    public Path log() {
        return work.resolve(NAME + ".log");
    }

    /** Of its log, in bytes. */
    public long logBytes() throws IOException {
        return Files.size(log());
    }

    private InetSocketAddress loopback(String name) throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(value(name)));
    }

    private String value(String name) throws IOException {
        String value = ready.get(name);
        if (value == null) {
            throw new IOException("no " + name + " in what it said when it was ready: " + ready);
        }
        return value;
    }
}
