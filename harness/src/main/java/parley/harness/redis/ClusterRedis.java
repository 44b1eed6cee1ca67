package parley.harness.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Cluster of three masters, with a replica each. */
public final class ClusterRedis implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final RedisNodes started;
    private final String key;
    private final List<RedisNode> nodes = new ArrayList<>();

    private ClusterRedis(RedisNodes started, String key) {
        this.started = started;
        this.key = key;
    }

    /**
     * Returns when it is whole. The nodes, of which none is started yet, end with it.
     *
     * @param key whose slot is the one that is meant here
     */
    public static ClusterRedis start(RedisNodes nodes, String key) throws IOException {
        ClusterRedis cluster = new ClusterRedis(nodes, key);
        boolean started = false;
        try {
            cluster.open();
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    private void open() throws IOException {
        for (int i = 0; i < 2 * MASTERS; i++) {
            nodes.add(started.server(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "1000",
                    "--cluster-port",
                    String.valueOf(RedisNodes.freePort())));
        }
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(i)
                    .call(
                            "CLUSTER",
                            "ADDSLOTSRANGE",
                            String.valueOf(i * SLOTS / MASTERS),
                            String.valueOf((i + 1) * SLOTS / MASTERS - 1));
            nodes.get(i).call("CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
        }
        RedisNode first = nodes.get(0);
        String bus =
                first.call("CONFIG", "GET", "cluster-port").lines().toList().get(1);
        for (RedisNode node : nodes.subList(1, nodes.size())) {
            Eventually.bringAbout(
                    "it meets the first",
                    () -> node.call("CLUSTER", "MEET", "127.0.0.1", String.valueOf(first.port()), bus)
                            .equals("OK"),
                    () -> known(node) > 1);
        }
        for (RedisNode node : nodes) {
            Eventually.await("nodes know each other", () -> known(node) == nodes.size() && isWell(node));
        }
        for (int i = 0; i < MASTERS; i++) {
            RedisNode replica = nodes.get(MASTERS + i);
            String master = nodes.get(i).call("CLUSTER", "MYID");
            Eventually.await(
                    "it becomes a replica",
                    () -> replica.call("CLUSTER", "REPLICATE", master).equals("OK"));
        }
        awaitWhole();
    }

    private static long known(RedisNode node) {
        return node.call("CLUSTER", "NODES")
                .lines()
                .filter(line -> !line.contains("handshake") && !line.contains("noaddr"))
                .count();
    }

    private static boolean isWell(RedisNode node) {
        return node.call("CLUSTER", "INFO").contains("cluster_state:ok");
    }

    /** Waits until all replicas have what their masters have, and all nodes know so. */
    public void awaitWhole() {
        for (RedisNode node : nodes) {
            Eventually.await(
                    "the Cluster is whole",
                    () -> isWell(node)
                            && node.call("CLUSTER", "NODES")
                                            .lines()
                                            .filter(line -> line.contains("slave") && line.contains(" connected"))
                                            .count()
                                    == MASTERS
                            && (node.isMaster()
                                    || node.info("replication", "master_link_status")
                                            .equals("up")));
        }
    }

    /** {@code redis-cluster://…} that names those nodes. */
    public static String uri(RedisNode... seeds) {
        return "redis-cluster://" + Stream.of(seeds).map(RedisNode::address).collect(Collectors.joining(","));
    }

    /** The same with all of them. */
    public String uri() {
        return uri(nodes.toArray(RedisNode[]::new));
    }

    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The node that has the slot, as its own word has it. */
    public RedisNode owner() {
        return ownerIn(nodes);
    }

    /** Waits until another node than that one has the slot. */
    public RedisNode ownerAfter(RedisNode old) {
        return ownerIn(nodes.stream().filter(node -> node != old).toList());
    }

    private RedisNode ownerIn(List<RedisNode> some) {
        List<RedisNode> found = new ArrayList<>();
        Eventually.await("a node has the slot", () -> {
            some.stream()
                    .filter(node -> Eventually.isSo(() -> owns(node)))
                    .findFirst()
                    .ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private boolean owns(RedisNode node) {
        node.call("EXISTS", key);
        return true;
    }

    /** A master that has not the slot. */
    public RedisNode otherMaster() {
        RedisNode owner = owner();
        return nodes.stream()
                .filter(node -> node != owner && node.isMaster())
                .findFirst()
                .orElseThrow();
    }

    /** The replica of that one. */
    public RedisNode replicaOf(RedisNode master) {
        String port = String.valueOf(master.port());
        return nodes.stream()
                .filter(node -> node != master
                        && node.info("replication", "master_port").equals(port))
                .findFirst()
                .orElseThrow();
    }

    /** Has the owner's replica take its place, and waits until it has. */
    public RedisNode switchOver() {
        RedisNode old = owner();
        RedisNode next = replicaOf(old);
        Eventually.bringAbout(
                "it takes its master's place",
                () -> next.call("CLUSTER", "FAILOVER").equals("OK"),
                () -> owns(next));
        return next;
    }

    /** Moves the slot, with all that is in it, to another master. */
    public RedisNode moveSlot() {
        RedisNode from = owner();
        RedisNode to = otherMaster();
        String slot = from.call("CLUSTER", "KEYSLOT", key);
        String source = from.call("CLUSTER", "MYID");
        String target = to.call("CLUSTER", "MYID");
        to.call("CLUSTER", "SETSLOT", slot, "IMPORTING", source);
        from.call("CLUSTER", "SETSLOT", slot, "MIGRATING", target);
        for (String keys = from.call("CLUSTER", "GETKEYSINSLOT", slot, "100");
                !keys.isEmpty();
                keys = from.call("CLUSTER", "GETKEYSINSLOT", slot, "100")) {
            for (String key : keys.lines().toList()) {
                from.call("MIGRATE", "127.0.0.1", String.valueOf(to.port()), key, "0", "5000");
            }
        }
        to.call("CLUSTER", "SETSLOT", slot, "NODE", target);
        from.call("CLUSTER", "SETSLOT", slot, "NODE", target);
        return to;
    }

    @Override
    public void close() {
        started.close();
    }
}
