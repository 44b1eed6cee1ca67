package parley.redis.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import parley.protocol.RedisRights;
import parley.redis.embedded.AclUser;
import parley.redis.embedded.EmbeddedRedis;

/**
 * One Redis for all tests of a JVM, found or started when it is first asked for, and ended with the JVM:
 *
 * <ol>
 *   <li>the one that {@code PARLEY_TEST_REDIS} names by its URI, which the tests <b>empty</b>;
 *   <li>else, where a container engine answers, a container of {@code PARLEY_TEST_REDIS_IMAGE} (redis:7);
 *   <li>else an {@link EmbeddedRedis} without a data directory.
 * </ol>
 *
 * <p>It has the users that {@link RedisRights} name, with just those rights: what is tested logs in as one of them, while the
 * tests' own hands may do anything. Which one it is, is printed. With {@code PARLEY_REQUIRE_CONTAINER=1} anything but the container is a failure.
 */
public final class TestRedis {

    private static final int REDIS_PORT = 6379;
    static final String PASSWORD = "a-password-of-the-tests";
    private static final boolean CONTAINER_REQUIRED =
            env("PARLEY_REQUIRE_CONTAINER").equals(Optional.of("1"));

    private TestRedis() {}

    /** {@code redis://host:port}, for whom nothing is forbidden. */
    public static String uri() {
        return Chosen.REDIS.uri;
    }

    /** The same for a user that has those rights only. */
    public static String uri(RedisRights rights) {
        return withUser(uri(), rights);
    }

    /** As {@link #uri(RedisRights)} for a way to this Redis that leads elsewhere; a URI that names the user stays as it is. */
    public static String withUser(String uri, RedisRights rights) {
        String user = "//" + rights.user() + ":";
        return uri.contains(user) ? uri : uri.replaceFirst("//([^/@]*@)?", user + PASSWORD + "@");
    }

    /** The same for an embedded Redis of a test's own. */
    public static List<AclUser> users() {
        return List.of(
                AclUser.withPassword(RedisRights.BRIDGE.user(), RedisRights.BRIDGE.rules()),
                AclUser.withPassword(RedisRights.ARCHIVER.user(), RedisRights.ARCHIVER.rules()),
                AclUser.withoutPassword("default", "~* &* +@all"));
    }

    private static void addUsers(String uri) {
        for (RedisRights rights : List.of(RedisRights.BRIDGE, RedisRights.ARCHIVER)) {
            call(uri, "ACL SETUSER " + rights.user() + " reset on >" + PASSWORD + " " + rights.rules());
        }
    }

    /** {@code given}, {@code container} or {@code embedded}. */
    public static String kind() {
        return Chosen.REDIS.kind;
    }

    /** Removes everything from it, in all of its databases. */
    public static void flush() {
        call(uri(), "FLUSHALL");
    }

    @SuppressWarnings("AddressSelection") // whichever address: it is the same Redis
    private static void call(String redis, String command) {
        URI uri = URI.create(redis);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort() < 0 ? REDIS_PORT : uri.getPort())) {
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (uri.getUserInfo() != null) {
                String[] user = uri.getUserInfo().split(":", 2);
                call(socket, answers, "AUTH " + (user[0].isEmpty() ? user[1] : String.join(" ", user)));
            }
            call(socket, answers, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void call(Socket socket, BufferedReader answers, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        String answer = answers.readLine();
        if (!"+OK".equals(answer)) {
            throw new IOException("Redis answered " + answer);
        }
    }

    private static Optional<String> env(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    private record Chosen(String kind, String uri) {

        static final Chosen REDIS = choose();

        private static Chosen choose() {
            Chosen chosen = given().or(Chosen::container).orElseGet(Chosen::embedded);
            addUsers(chosen.uri);
            System.err.println("Tests run on Redis " + chosen.uri + " (" + chosen.kind + ")");
            return chosen;
        }

        private static Optional<Chosen> given() {
            return CONTAINER_REQUIRED
                    ? Optional.empty()
                    : env("PARLEY_TEST_REDIS").map(uri -> new Chosen("given", uri));
        }

        @SuppressWarnings("resource") // closed by the hook
        private static Optional<Chosen> container() {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                if (CONTAINER_REQUIRED) {
                    throw new IllegalStateException("PARLEY_REQUIRE_CONTAINER=1, but no container engine answers");
                }
                return Optional.empty();
            }
            var container =
                    new GenericContainer<>(env("PARLEY_TEST_REDIS_IMAGE").orElse("redis:7"));
            container
                    .withExposedPorts(REDIS_PORT)
                    .waitingFor(Wait.forLogMessage(".*Ready to accept connections.*\\n", 1))
                    .start();
            atExit(container::stop);
            return Optional.of(new Chosen(
                    "container", "redis://" + container.getHost() + ":" + container.getMappedPort(REDIS_PORT)));
        }

        private static Chosen embedded() {
            try {
                EmbeddedRedis redis = EmbeddedRedis.start();
                atExit(redis::close);
                return new Chosen("embedded", redis.uri());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void atExit(Runnable action) {
            Runtime.getRuntime().addShutdownHook(new Thread(action, "test-redis-end"));
        }
    }
}
