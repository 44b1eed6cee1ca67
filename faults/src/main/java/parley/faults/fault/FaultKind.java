package parley.faults.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.faults.deployment.RedisTopology;
import parley.faults.deployment.SteppableRedis;

/** Lists every kind of fault, and the promise that is checked after it beside those that are checked after each. */
public enum FaultKind {
    BRIDGE_KILL(
            "its sessions end; they are back under their names at once by `token`, elsewhere or where it is restarted"),
    BRIDGE_DEAD(
            "as above, with nobody to restart it; names that nobody comes back for are free within 15 s, no other is touched"),
    BRIDGE_DRAIN("ends within 10 s; its names are free at once"),
    BRIDGE_STOP_SHORT("no session ends"),
    BRIDGE_STOP_LONG(
            "paused past its lease: who lost the name gets `BYE nick-lost` before anything else, nothing more is published for them;"
                    + " no other session ends"),
    BRIDGE_STOP_LEFT(
            "its clients go on elsewhere, under their names at once by `token`; what it read of theirs only afterwards is not"
                    + " stored"),
    BRIDGE_HALF_OPEN("its connections to Redis swallow everything: no session ends"),
    BRIDGE_CUT("cut off from Redis past its lease: no session ends, its names come back"),
    CLIENT_HALF_OPEN("clients go on elsewhere, by `token` and `since`, though their old sessions linger"),
    ARCHIVER_KILL("no session notices"),
    ARCHIVER_STOP_SHORT("no session notices"),
    ARCHIVER_STOP_LONG("no session notices"),
    ARCHIVER_DRAIN("ends within 10 s; no session notices"),
    ARCHIVER_HALF_OPEN("no session notices"),
    ARCHIVER_BEHIND("catches up with what piled up, at 2,000 messages a second or more"),
    REDIS_RESTART("no session ends"),
    REDIS_KILL("no session ends"),
    REDIS_STOP_SHORT("no session ends"),
    REDIS_STOP_LONG("all leases run out: no session ends"),
    REDIS_EMPTY("no session ends; what was lost is a gap, or MISSED"),
    REDIS_OLDER("no session ends; what was lost is a gap, or MISSED"),
    FLUSHALL("no session ends; what was lost is a gap, or MISSED"),
    SCRIPT_FLUSH("no session ends"),
    CLIENT_KILL_NORMAL("no session ends"),
    CLIENT_KILL_PUBSUB("no session ends"),
    CLIENT_PAUSE_ALL("no session ends"),
    CLIENT_PAUSE_WRITE("no session ends"),
    DEL_USERS("no session ends; all names are back"),
    SREM_USER("no session ends; the name is back"),
    CLOCK_FORWARD("all leases run out by Redis's clock: no session ends, no name is to be had elsewhere"),
    CLOCK_BACK("stays back: no session ends, times go on from where they were"),
    SENTINEL_MASTER_KILL(
            "no session ends; what the replica that takes its place had not got yet is a gap, or MISSED; it comes back as a replica"),
    SENTINEL_MASTER_STOP(
            "paused until another is the master: as above; what it took or takes meanwhile is a gap, or MISSED"),
    SENTINEL_SWITCH("by plan, with writes paused: no session ends, nothing is lost, nobody is told of a loss"),
    SENTINEL_REPLICA_KILL("no session notices"),
    SENTINEL_KILL("no session notices"),
    CLUSTER_OWNER_KILL(
            "no session ends; what the replica that takes its place had not got yet is a gap, or MISSED; it comes back as a replica"),
    CLUSTER_OWNER_STOP("paused until another has the slot: as above"),
    CLUSTER_SWITCH("by plan: no session ends, nothing is lost, nobody is told of a loss"),
    CLUSTER_SLOT_MOVE("to another master: no session ends, nothing is lost, nobody is told of a loss"),
    CLUSTER_OTHER_KILL("a master without the slot, so the Cluster stops for a while: no session ends, nothing is lost");

    private final String promise;

    FaultKind(String promise) {
        this.promise = promise;
    }

    /** Such as {@code bridge-kill}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String promise() {
        return promise;
    }

    /** Whether it needs a {@link SteppableRedis}. */
    public boolean isOfClock() {
        return this == CLOCK_FORWARD || this == CLOCK_BACK;
    }

    /** Whether it has somebody come to a bridge of choice, or leave it. */
    public boolean needsItsOwnBridge() {
        return switch (this) {
            case BRIDGE_DEAD,
                    BRIDGE_STOP_SHORT,
                    BRIDGE_STOP_LONG,
                    BRIDGE_STOP_LEFT,
                    BRIDGE_HALF_OPEN,
                    BRIDGE_CUT,
                    CLIENT_HALF_OPEN,
                    SREM_USER,
                    CLOCK_FORWARD -> true;
            default -> false;
        };
    }

    /** Whether it can be made where Redis is run like that. */
    private boolean isOf(RedisTopology topology) {
        return switch (this) {
            // By a proxy before Redis.
            case BRIDGE_HALF_OPEN, BRIDGE_CUT, ARCHIVER_HALF_OPEN -> topology == RedisTopology.SERVER;
            case REDIS_RESTART,
                    REDIS_KILL,
                    REDIS_STOP_SHORT,
                    REDIS_STOP_LONG,
                    REDIS_EMPTY,
                    REDIS_OLDER,
                    CLOCK_FORWARD,
                    CLOCK_BACK -> topology == RedisTopology.SERVER;
            case SENTINEL_MASTER_KILL, SENTINEL_MASTER_STOP, SENTINEL_SWITCH, SENTINEL_REPLICA_KILL, SENTINEL_KILL ->
                topology == RedisTopology.SENTINEL;
            case CLUSTER_OWNER_KILL, CLUSTER_OWNER_STOP, CLUSTER_SWITCH, CLUSTER_SLOT_MOVE, CLUSTER_OTHER_KILL ->
                topology == RedisTopology.CLUSTER;
            default -> true;
        };
    }

    /** Those that can be made on this machine where Redis is run like that. */
    public static List<FaultKind> possible(RedisTopology topology) {
        boolean steppable = SteppableRedis.find().isPresent();
        return Arrays.stream(values())
                .filter(kind -> kind.isOf(topology))
                .filter(kind -> steppable || !kind.isOfClock())
                .toList();
    }

    /** One of this kind; chance decides where and how long. */
    public Fault make(FaultContext context) {
        return switch (this) {
            case BRIDGE_KILL -> BridgeFaults.kill(context);
            case BRIDGE_DEAD -> BridgeFaults.dead(context);
            case BRIDGE_DRAIN -> BridgeFaults.drain(context);
            case BRIDGE_STOP_SHORT -> BridgeFaults.stopShort(context);
            case BRIDGE_STOP_LONG -> BridgeFaults.stopLong(context);
            case BRIDGE_STOP_LEFT -> BridgeFaults.stopLeft(context);
            case BRIDGE_HALF_OPEN -> BridgeFaults.halfOpen(context);
            case BRIDGE_CUT -> BridgeFaults.cut(context);
            case CLIENT_HALF_OPEN -> BridgeFaults.clientsHalfOpen(context);
            case ARCHIVER_KILL -> ArchiverFaults.kill(context);
            case ARCHIVER_STOP_SHORT -> ArchiverFaults.stopShort(context);
            case ARCHIVER_STOP_LONG -> ArchiverFaults.stopLong(context);
            case ARCHIVER_DRAIN -> ArchiverFaults.drain(context);
            case ARCHIVER_HALF_OPEN -> ArchiverFaults.halfOpen(context);
            case ARCHIVER_BEHIND -> ArchiverFaults.behind(context);
            case REDIS_RESTART -> RedisFaults.restart(context);
            case REDIS_KILL -> RedisFaults.kill(context);
            case REDIS_STOP_SHORT -> RedisFaults.stopShort(context);
            case REDIS_STOP_LONG -> RedisFaults.stopLong(context);
            case REDIS_EMPTY -> RedisFaults.empty(context);
            case REDIS_OLDER -> RedisFaults.older(context);
            case FLUSHALL -> RedisFaults.flushAll(context);
            case SCRIPT_FLUSH -> RedisFaults.scriptFlush(context);
            case CLIENT_KILL_NORMAL -> RedisFaults.killNormal(context);
            case CLIENT_KILL_PUBSUB -> RedisFaults.killPubSub(context);
            case CLIENT_PAUSE_ALL -> RedisFaults.pauseAll(context);
            case CLIENT_PAUSE_WRITE -> RedisFaults.pauseWrite(context);
            case DEL_USERS -> RedisFaults.delUsers(context);
            case SREM_USER -> RedisFaults.removeName(context);
            case CLOCK_FORWARD -> RedisFaults.clockForward(context);
            case CLOCK_BACK -> RedisFaults.clockBack(context);
            case SENTINEL_MASTER_KILL -> SentinelFaults.killMaster(context);
            case SENTINEL_MASTER_STOP -> SentinelFaults.stopMaster(context);
            case SENTINEL_SWITCH -> SentinelFaults.switchOver(context);
            case SENTINEL_REPLICA_KILL -> SentinelFaults.killReplica(context);
            case SENTINEL_KILL -> SentinelFaults.killSentinel(context);
            case CLUSTER_OWNER_KILL -> ClusterFaults.killOwner(context);
            case CLUSTER_OWNER_STOP -> ClusterFaults.stopOwner(context);
            case CLUSTER_SWITCH -> ClusterFaults.switchOver(context);
            case CLUSTER_SLOT_MOVE -> ClusterFaults.moveSlot(context);
            case CLUSTER_OTHER_KILL -> ClusterFaults.killOther(context);
        };
    }

    public static Optional<FaultKind> of(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title().equals(title))
                .findFirst();
    }
}
