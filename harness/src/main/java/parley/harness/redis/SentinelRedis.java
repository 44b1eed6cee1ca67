package parley.harness.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A master, its replicas, and three sentinels that know of each other. */
public final class SentinelRedis implements AutoCloseable {
    private static final String NAME = "lobby";
    private static final int SENTINELS = 3;
    /**
     * After so long without a sign sentinels give a switch up. They look once a second whether the new master is one: in no more than
     * that a busy machine does not get there, however often it tries.
     */
    private static final int SWITCH_MILLIS = 3_000;

    private final RedisNodes nodes;
    private final List<RedisNode> servers = new ArrayList<>();
    private final List<RedisNode> sentinels = new ArrayList<>();

    private SentinelRedis(RedisNodes nodes) {
        this.nodes = nodes;
    }

    /** Returns when all know of each other. The nodes, of which none is started yet, end with it. */
    public static SentinelRedis start(RedisNodes nodes, int replicas) throws IOException {
        SentinelRedis redis = new SentinelRedis(nodes);
        boolean started = false;
        try {
            redis.open(replicas);
            started = true;
            return redis;
        } finally {
            if (!started) {
                redis.close();
            }
        }
    }

    private void open(int replicas) throws IOException {
        RedisNode first = nodes.server();
        servers.add(first);
        for (int i = 0; i < replicas; i++) {
            servers.add(nodes.server("--replicaof", "127.0.0.1", String.valueOf(first.port())));
        }
        for (RedisNode replica : servers.subList(1, servers.size())) {
            Eventually.await("it replicates", () -> replica.replicates(first));
        }
        for (int i = 0; i < SENTINELS; i++) {
            sentinels.add(nodes.sentinel(
                    "sentinel monitor " + NAME + " 127.0.0.1 " + first.port() + " 2",
                    "sentinel down-after-milliseconds " + NAME + " 3000",
                    "sentinel failover-timeout " + NAME + " " + SWITCH_MILLIS,
                    "sentinel parallel-syncs " + NAME + " 5"));
        }
        for (RedisNode sentinel : sentinels) {
            Eventually.await("sentinels know all there is", () -> {
                List<String> state =
                        sentinel.call("SENTINEL", "MASTER", NAME).lines().toList();
                return value(state, "num-slaves").equals(String.valueOf(replicas))
                        && value(state, "num-other-sentinels").equals(String.valueOf(SENTINELS - 1));
            });
        }
    }

    private static String value(List<String> state, String name) {
        return state.get(state.indexOf(name) + 1);
    }

    /** {@code redis-sentinel://…}. */
    public String uri() {
        return "redis-sentinel://"
                + sentinels.stream().map(RedisNode::address).collect(Collectors.joining(","))
                + "/0#" + NAME;
    }

    /** The master and its replicas, whichever is which by now. */
    public List<RedisNode> servers() {
        return List.copyOf(servers);
    }

    public List<RedisNode> sentinels() {
        return List.copyOf(sentinels);
    }

    /** Whom the first of the sentinels that run takes for the master. */
    public RedisNode master() {
        return master(sentinels.stream().filter(RedisNode::isAlive).findFirst().orElseThrow());
    }

    /** Whom that one takes for it. */
    public RedisNode master(RedisNode sentinel) {
        return server(sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME)
                .lines()
                .toList()
                .get(1));
    }

    private RedisNode server(String port) {
        return servers.stream()
                .filter(server -> port.equals(String.valueOf(server.port())))
                .findFirst()
                .orElseThrow();
    }

    /** Has another server made the master, and waits until it is; a sentinel that gave up on it is told again. */
    public RedisNode switchOver() {
        RedisNode old = master();
        Eventually.bringAbout(
                "another is made the master",
                () -> sentinels.get(0).call("SENTINEL", "FAILOVER", NAME).equals("OK"),
                () -> isMasterAfter(old));
        return master();
    }

    private boolean isMasterAfter(RedisNode old) {
        return sentinels.stream().filter(RedisNode::isAlive).allMatch(each -> master(each) != old)
                && master().isMaster();
    }

    /** Waits until another than that one is the master, as all sentinels know. */
    public RedisNode masterAfter(RedisNode old) {
        Eventually.await("another is the master", () -> isMasterAfter(old));
        return master();
    }

    /** Waits until the master has a replica that could take its place. */
    public void awaitReplica() {
        Eventually.await(
                "it has a replica", () -> master().info("replication", "slave0").contains("state=online"));
    }

    /** Waits until all servers replicate from the master, or are it. */
    public void awaitWhole() {
        RedisNode master = master();
        for (RedisNode server : servers) {
            Eventually.await("it replicates", () -> server == master || server.replicates(master));
        }
    }

    @Override
    public void close() {
        nodes.close();
    }
}
