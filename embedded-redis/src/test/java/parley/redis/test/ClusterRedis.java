package parley.redis.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.protocol.RedisNames;
import parley.protocol.RedisRights;

/** A Cluster of three masters, with a replica each. */
public final class ClusterRedis implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int PATIENCE = 60;

    private final List<RedisNode> nodes = new ArrayList<>();

    private ClusterRedis() {}

    public static ClusterRedis start() throws IOException {
        ClusterRedis cluster = new ClusterRedis();
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
            nodes.add(RedisNode.start(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "1000",
                    "--cluster-port",
                    String.valueOf(RedisNode.freePort())));
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
            node.call("CLUSTER", "MEET", "127.0.0.1", String.valueOf(first.port()), bus);
        }
        for (RedisNode node : nodes) {
            Waiting.until(PATIENCE, "nodes know each other", () -> known(node) == nodes.size() && isWell(node));
        }
        for (int i = 0; i < MASTERS; i++) {
            RedisNode replica = nodes.get(MASTERS + i);
            String master = nodes.get(i).call("CLUSTER", "MYID");
            Waiting.until(
                    PATIENCE,
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
            Waiting.until(
                    PATIENCE,
                    "the Cluster is whole",
                    () -> isWell(node)
                            && node.call("CLUSTER", "NODES")
                                            .lines()
                                            .filter(line -> line.contains("slave") && line.contains(" connected"))
                                            .count()
                                    == MASTERS
                            && (node.info("replication", "role").equals("master")
                                    || node.info("replication", "master_link_status")
                                            .equals("up")));
        }
    }

    /** {@code redis-cluster://…} that names those nodes. */
    public static String uri(RedisRights rights, RedisNode... seeds) {
        return TestRedis.withUser(
                "redis-cluster://" + Stream.of(seeds).map(RedisNode::address).collect(Collectors.joining(",")), rights);
    }

    /** The same with all of them. */
    public String uri(RedisRights rights) {
        return uri(rights, nodes.toArray(RedisNode[]::new));
    }

    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The node that has Parley's slot, as its own word has it. */
    public RedisNode owner() {
        List<RedisNode> owners = new ArrayList<>();
        Waiting.until(PATIENCE, "a node has the slot", () -> {
            for (RedisNode node : nodes) {
                try {
                    node.call("EXISTS", RedisNames.USERS);
                    owners.add(node);
                    return true;
                } catch (java.io.UncheckedIOException notHere) {
                    // Another has it.
                }
            }
            return false;
        });
        return owners.get(owners.size() - 1);
    }

    /** A master that has not Parley's slot. */
    public RedisNode otherMaster() {
        RedisNode owner = owner();
        return nodes.stream()
                .filter(node ->
                        node != owner && node.info("replication", "role").equals("master"))
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
        next.call("CLUSTER", "FAILOVER");
        return ownerAfter(old);
    }

    /** Waits until another node than that one has the slot. */
    public RedisNode ownerAfter(RedisNode old) {
        Waiting.until(
                PATIENCE,
                "another node has the slot",
                () -> nodes.stream().filter(node -> node != old).anyMatch(ClusterRedis::owns));
        return nodes.stream()
                .filter(node -> node != old && owns(node))
                .findFirst()
                .orElseThrow();
    }

    private static boolean owns(RedisNode node) {
        try {
            node.call("EXISTS", RedisNames.USERS);
            return true;
        } catch (java.io.UncheckedIOException notHere) {
            return false;
        }
    }

    /** Moves Parley's slot, with all that is in it, to another master. */
    public RedisNode moveSlot() {
        RedisNode from = owner();
        RedisNode to = otherMaster();
        String slot = from.call("CLUSTER", "KEYSLOT", RedisNames.USERS);
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
        nodes.forEach(RedisNode::close);
    }
}
