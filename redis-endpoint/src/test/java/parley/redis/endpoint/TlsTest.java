package parley.redis.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.harness.redis.RedisNode;
import parley.harness.redis.RedisNodes;
import parley.redis.test.TestTopologies;

/** A server that speaks TLS, with a certificate of nobody's that Java trusts, and wants one shown. */
class TlsTest {
    @TempDir
    static Path directory;

    private static TlsFiles files;
    private static RedisNodes nodes;
    private static RedisNode redis;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        files = new TlsFiles(directory);
        port = RedisNodes.freePort();
        nodes = TestTopologies.nodes(directory.resolve("redis"));
        redis = nodes.server(files.serverOptions(port).toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        nodes.close();
    }

    private static Path file(String name) {
        return files.file(name);
    }

    private static String where(String user, RedisSecurity security) {
        security.requireUsable();
        String uri = "rediss://" + user + "127.0.0.1:" + port;
        try (TestClient client = new TestClient(RedisEndpoint.parse(uri, security))) {
            return client.where();
        }
    }

    private static RedisSecurity security(@Nullable String ca, @Nullable String certificate) {
        return files.security(ca, certificate);
    }

    @Test
    void isUsedByWhoTrustsItAndShowsACertificate() {
        assertThat(where("", security("ca.pem", "client"))).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void isNotUsedByOthers() {
        assertThat(where("", security(null, "client"))).isNotEqualTo("127.0.0.1:" + port);
        assertThat(where("", security("ca.pem", null))).isNotEqualTo("127.0.0.1:" + port);
    }

    @Test
    void takesThePasswordThatIsInItsFileNow() throws IOException {
        Path password = Files.writeString(file("password"), "first\nno part of it\n");
        RedisSecurity security = new RedisSecurity(file("ca.pem"), file("client.pem"), file("client.key"), password);
        redis.call("ACL", "SETUSER", "ann", "on", ">first", "~*", "&*", "+@all");
        assertThat(where("ann@", security)).isEqualTo("127.0.0.1:" + port);

        redis.call("ACL", "SETUSER", "ann", "resetpass", ">second");
        assertThat(where("ann@", security)).contains("WRONGPASS").doesNotContain("first");
        Files.writeString(password, "second");
        assertThat(where("ann@", security)).isEqualTo("127.0.0.1:" + port);
    }

    @Test
    void isRefusedInASentenceWhereFilesAreOfNoUse() throws IOException {
        Files.writeString(file("no.pem"), "nothing of the kind");
        Files.writeString(file("no.key"), "nothing of the kind");
        for (RedisSecurity security : new RedisSecurity[] {security("no.pem", null), security("ca.pem", "no")}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(security::requireUsable)
                    .withMessageStartingWith("the files of --redis-ca, --redis-cert and --redis-key can't be used: ");
        }
    }
}
