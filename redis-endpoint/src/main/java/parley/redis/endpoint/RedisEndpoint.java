package parley.redis.endpoint;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says where Redis is, as an operator wrote it: one server, sentinels that know the master, or nodes of a Cluster; and how to log in
 * there. Immutable; its text shows no password.
 */
public final class RedisEndpoint {
    /** How the server is found that takes writes. */
    enum Kind {
        /** A server, under a name that may lead to another one tomorrow. */
        SERVER,
        /** A Unix domain socket. */
        SOCKET,
        /** By what sentinels say. */
        SENTINEL,
        /** By the slot of Parley's keys. */
        CLUSTER
    }

    private static final String SERVER = "redis://:password@host:6379/0";
    private static final String SENTINEL = "redis-sentinel://:password@host:26379,host:26379/0#master";
    private static final String CLUSTER = "redis-cluster://:password@host:6379,host:6379";
    private static final Set<String> SERVER_SCHEMES = Set.of("redis", "rediss", "redis+ssl", "redis+tls");
    private static final String SECURE = "rediss";

    private final Kind kind;
    private final String shown;
    private final List<Node> nodes;
    private final @Nullable String master;
    private final RedisURI how;
    private final RedisSecurity security;

    private RedisEndpoint(
            Kind kind, String shown, List<Node> nodes, @Nullable String master, RedisURI how, RedisSecurity security) {
        this.kind = kind;
        this.shown = shown;
        this.nodes = nodes;
        this.master = master;
        this.how = how;
        this.security = security;
        security.secure(how);
    }

    /** One that asks for no files. */
    public static RedisEndpoint parse(String uri) {
        return parse(uri, RedisSecurity.NONE);
    }

    /**
     * Reads {@code redis://}, {@code rediss://} and {@code redis-sentinel://} as Lettuce does, and {@code redis-cluster://}.
     *
     * @throws IllegalArgumentException in words for who wrote it, which hold no password
     */
    public static RedisEndpoint parse(String uri, RedisSecurity security) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf("://")));
        if (SERVER_SCHEMES.contains(scheme)) {
            UriText text = UriText.parse(uri, SERVER, RedisURI.DEFAULT_REDIS_PORT);
            require(text.nodes().size() == 1, "several hosts are for redis-cluster:// and redis-sentinel://");
            require(text.fragment() == null, "what stands behind # is for redis-sentinel://");
            return new RedisEndpoint(Kind.SERVER, text.shown(), text.nodes(), null, how(scheme, text), security);
        }
        switch (scheme) {
            case "redis-sentinel", "rediss-sentinel" -> {
                UriText text = UriText.parse(uri, SENTINEL, RedisURI.DEFAULT_SENTINEL_PORT);
                String master = text.parameter(RedisURI.PARAMETER_NAME_SENTINEL_MASTER_ID);
                String named = master == null ? text.fragment() : master;
                require(named != null && !named.isEmpty(), "the master's name is missing, as in " + SENTINEL);
                RedisURI how = how(scheme.startsWith(SECURE) ? SECURE : "redis", text);
                return new RedisEndpoint(Kind.SENTINEL, text.shown(), text.nodes(), named, how, security);
            }
            case "redis-cluster", "rediss-cluster" -> {
                UriText text = UriText.parse(uri, CLUSTER, RedisURI.DEFAULT_REDIS_PORT);
                require(text.fragment() == null, "what stands behind # is for redis-sentinel://");
                RedisURI how = how(scheme.startsWith(SECURE) ? SECURE : "redis", text);
                require(how.getDatabase() == 0, "a Cluster has database 0 only");
                return new RedisEndpoint(Kind.CLUSTER, text.shown(), text.nodes(), null, how, security);
            }
            case "redis-socket", "redis+socket" -> {
                return new RedisEndpoint(Kind.SOCKET, withoutUser(uri), List.of(), null, create(uri, SERVER), security);
            }
            default ->
                throw new IllegalArgumentException("that is not a URI such as " + SERVER + ", or one that begins with"
                        + " rediss://, redis-sentinel:// or redis-cluster://");
        }
    }

    private static void require(boolean well, String words) {
        if (!well) {
            throw new IllegalArgumentException(words);
        }
    }

    /** All that Lettuce reads but where: it takes several hosts for the name of one, and an @ in a password for its end. */
    private static RedisURI how(String scheme, UriText text) {
        String user = text.user().isEmpty() ? "" : text.user().replace("@", "%40") + "@";
        return create(scheme + "://" + user + "host" + text.behind(), SERVER);
    }

    private static RedisURI create(String uri, String usual) {
        try {
            return RedisURI.create(uri);
        } catch (IllegalArgumentException e) {
            // Its message may hold the password.
            throw new IllegalArgumentException("that is not a URI such as " + usual
                    + "; in a user or a password # / ? @ : and % are written %23 %2F %3F %40 %3A and %25");
        }
    }

    private static String withoutUser(String uri) {
        int at = uri.indexOf('@');
        int path = uri.indexOf("//") + 2;
        return at < 0 || uri.indexOf('/', path) < at ? uri : uri.substring(0, path) + uri.substring(at + 1);
    }

    Kind kind() {
        return kind;
    }

    /** Those that were named: the server, sentinels, or some nodes of the Cluster. */
    List<Node> nodes() {
        return nodes;
    }

    /** What sentinels call the master. */
    String master() {
        return Objects.requireNonNull(master, "only for sentinels");
    }

    public int database() {
        return how.getDatabase();
    }

    /** For what isn't found by its address. */
    RedisURI socket(Duration timeout) {
        return RedisURI.builder(how).withTimeout(timeout).build();
    }

    RedisURI of(Node node, Duration timeout) {
        return NodeUri.of(node, how, timeout);
    }

    RedisURI sentinel(Node node, Duration timeout, SentinelLogin login) {
        RedisURI uri = NodeUri.of(node, how, timeout);
        uri.setDatabase(0);
        uri.setCredentialsProvider(login.of(how.getCredentialsProvider()));
        return uri;
    }

    /** What TLS is to trust and show; read again with each connection. */
    public SslOptions tls() {
        return security.tls();
    }

    /** As it was written, without user and password. */
    @Override
    public String toString() {
        return shown;
    }
}
