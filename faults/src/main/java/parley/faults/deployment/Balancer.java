package parley.faults.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import parley.harness.process.ChildProcesses;
import parley.harness.redis.RedisNodes;

/** Runs HAProxy, behind which all bridges are one; it says by the PROXY protocol who comes, and goes by their {@code /readyz}. */
@SuppressWarnings("InlineFormatString") // a file reads better by itself
final class Balancer {
    private static final Path PROGRAM = Path.of("/usr/sbin/haproxy");
    private static final String CONFIGURATION = """
            defaults
                mode tcp
                timeout connect 2s
                timeout client 120s
                timeout server 120s
                timeout check 2s
                option redispatch
                retries 5
            frontend people
                bind 127.0.0.1:%d
                default_backend bridges
            backend bridges
                option httpchk GET /readyz
                default-server inter 200ms fall 1 rise 1
            %s""";

    private final int port;

    private Balancer(int port) {
        this.port = port;
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Those to be given to bridges. */
    static List<String> optionsOfBridges() {
        return List.of("--proxy-from=127.0.0.1", "--drain-delay=1s");
    }

    static Balancer start(ChildProcesses processes, Path work, List<BridgeProcess> bridges)
            throws IOException, InterruptedException {
        int port = RedisNodes.freePort();
        String servers = bridges.stream().map(Balancer::server).collect(Collectors.joining());
        String text = String.format(Locale.ROOT, CONFIGURATION, port, servers);
        Path file = Files.writeString(work.resolve("haproxy.cfg"), text);
        processes.start(List.of(PROGRAM.toString(), "-db", "-f", file.toString()), work, work.resolve("haproxy.log"));
        return new Balancer(port);
    }

    private static String server(BridgeProcess bridge) {
        return String.format(
                Locale.ROOT,
                "    server %s 127.0.0.1:%d send-proxy-v2 check port %d%n",
                bridge.name(),
                bridge.port(),
                bridge.httpPort());
    }

    /** Where people come. */
    int port() {
        return port;
    }
}
