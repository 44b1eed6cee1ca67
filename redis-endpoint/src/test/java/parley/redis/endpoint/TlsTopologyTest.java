package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.harness.redis.RedisNode;
import parley.harness.redis.RedisNodes;
import parley.redis.test.TestTopologies;

/** Sentinels and a Cluster that speak TLS with each other and with their clients, and want certificates shown. */
class TlsTopologyTest {
    @TempDir
    static Path directory;

    private static TlsFiles files;
    private static RedisNodes nodes;

    @BeforeAll
    static void start() throws Exception {
        files = new TlsFiles(directory);
        nodes = TestTopologies.nodes(directory.resolve("redis"));
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private static RedisNode server(int port, String... more) throws IOException {
        List<String> options = new ArrayList<>(files.serverOptions(port));
        options.addAll(List.of(more));
        return nodes.server(options.toArray(String[]::new));
    }

    private static RedisNode clusterNode(int port) throws IOException {
        return server(
                port,
                "--cluster-enabled",
                "yes",
                "--tls-cluster",
                "yes",
                "--cluster-port",
                String.valueOf(RedisNodes.freePort()));
    }

    private static String where(String uri, RedisSecurity security) {
        try (TestClient client = new TestClient(RedisEndpoint.parse(uri, security))) {
            return client.where();
        }
    }

    @Test
    void theMasterIsFoundByASentinel() throws IOException {
        int port = RedisNodes.freePort();
        server(port, "--tls-replication", "yes");
        int asked = RedisNodes.freePort();
        List<String> lines = new ArrayList<>(files.lines(asked));
        lines.add("tls-replication yes");
        lines.add("sentinel monitor lobby 127.0.0.1 " + port + " 1");
        RedisNode sentinel = nodes.sentinel(lines.toArray(String[]::new));
        await().until(() -> sentinel.call("SENTINEL", "MASTER", "lobby").lines().anyMatch("master"::equals));

        String uri = "rediss-sentinel://127.0.0.1:" + asked + "/0#lobby";
        assertThat(where(uri, files.security("ca.pem", "client"))).isEqualTo("127.0.0.1:" + port);
        assertThat(where(uri, files.security("ca.pem", null))).isNotEqualTo("127.0.0.1:" + port);
    }

    @Test
    void theSlotsOwnerIsFoundByAnotherNode() throws IOException {
        int ownersPort = RedisNodes.freePort();
        int othersPort = RedisNodes.freePort();
        RedisNode owner = clusterNode(ownersPort);
        RedisNode other = clusterNode(othersPort);
        int slot = Integer.parseInt(owner.call("CLUSTER", "KEYSLOT", "users"));
        owner.call("CLUSTER", "ADDSLOTS", String.valueOf(slot));
        other.call("CLUSTER", "ADDSLOTSRANGE", "0", String.valueOf(slot - 1), String.valueOf(slot + 1), "16383");
        other.call("CLUSTER", "SET-CONFIG-EPOCH", "2");
        String bus =
                owner.call("CONFIG", "GET", "cluster-port").lines().toList().get(1);
        other.call("CLUSTER", "MEET", "127.0.0.1", String.valueOf(ownersPort), bus);
        await().until(() -> isWell(owner) && isWell(other));

        String uri = "rediss-cluster://127.0.0.1:" + othersPort;
        assertThat(where(uri, files.security("ca.pem", "client"))).isEqualTo("127.0.0.1:" + ownersPort);
        assertThat(where(uri, files.security(null, "client"))).isNotEqualTo("127.0.0.1:" + ownersPort);
    }

    private static boolean isWell(RedisNode node) {
        return node.call("CLUSTER", "INFO").contains("cluster_state:ok");
    }
}
