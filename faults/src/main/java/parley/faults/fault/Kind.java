package parley.faults.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import parley.faults.world.SteppableRedis;

/** Every kind of fault, and the promise that is checked after it beside those that are checked after each. */
public enum Kind {
    BRIDGE_KILL("its sessions may end; their names are to be had within 15 s"),
    BRIDGE_DEAD("as above, with nobody to restart it; no other name is touched"),
    BRIDGE_DRAIN("ends within 10 s; its names are free at once"),
    BRIDGE_STOP_SHORT("no session ends"),
    BRIDGE_STOP_LONG(
            "paused past its lease: who lost the name gets `BYE nick-lost` before anything else, nothing more is published for them;"
                    + " no other session ends"),
    BRIDGE_HALF_OPEN("its connections to Redis swallow everything: no session ends"),
    BRIDGE_CUT("cut off from Redis past its lease: no session ends, its names come back"),
    CLIENT_HALF_OPEN("clients go on elsewhere with `since`; the old names go with the old connections"),
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
    CLOCK_BACK("stays back: no session ends, times go on from where they were");

    private final String promise;

    Kind(String promise) {
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

    /** Those that can be made on this machine. */
    public static List<Kind> possible() {
        boolean steppable = SteppableRedis.find().isPresent();
        return Arrays.stream(values())
                .filter(kind -> steppable || !kind.isOfClock())
                .toList();
    }

    /** One of this kind; chance decides where and how long. */
    public Fault make(Ground ground) {
        return switch (this) {
            case BRIDGE_KILL -> BridgeFaults.kill(ground);
            case BRIDGE_DEAD -> BridgeFaults.dead(ground);
            case BRIDGE_DRAIN -> BridgeFaults.drain(ground);
            case BRIDGE_STOP_SHORT -> BridgeFaults.stopShort(ground);
            case BRIDGE_STOP_LONG -> BridgeFaults.stopLong(ground);
            case BRIDGE_HALF_OPEN -> BridgeFaults.halfOpen(ground);
            case BRIDGE_CUT -> BridgeFaults.cut(ground);
            case CLIENT_HALF_OPEN -> BridgeFaults.clientsHalfOpen(ground);
            case ARCHIVER_KILL -> ArchiverFaults.kill(ground);
            case ARCHIVER_STOP_SHORT -> ArchiverFaults.stopShort(ground);
            case ARCHIVER_STOP_LONG -> ArchiverFaults.stopLong(ground);
            case ARCHIVER_DRAIN -> ArchiverFaults.drain(ground);
            case ARCHIVER_HALF_OPEN -> ArchiverFaults.halfOpen(ground);
            case ARCHIVER_BEHIND -> ArchiverFaults.behind(ground);
            case REDIS_RESTART -> RedisFaults.restart(ground);
            case REDIS_KILL -> RedisFaults.kill(ground);
            case REDIS_STOP_SHORT -> RedisFaults.stopShort(ground);
            case REDIS_STOP_LONG -> RedisFaults.stopLong(ground);
            case REDIS_EMPTY -> RedisFaults.empty(ground);
            case REDIS_OLDER -> RedisFaults.older(ground);
            case FLUSHALL -> RedisFaults.flushAll(ground);
            case SCRIPT_FLUSH -> RedisFaults.scriptFlush(ground);
            case CLIENT_KILL_NORMAL -> RedisFaults.killNormal(ground);
            case CLIENT_KILL_PUBSUB -> RedisFaults.killPubSub(ground);
            case CLIENT_PAUSE_ALL -> RedisFaults.pauseAll(ground);
            case CLIENT_PAUSE_WRITE -> RedisFaults.pauseWrite(ground);
            case DEL_USERS -> RedisFaults.delUsers(ground);
            case SREM_USER -> RedisFaults.removeName(ground);
            case CLOCK_FORWARD -> RedisFaults.clockForward(ground);
            case CLOCK_BACK -> RedisFaults.clockBack(ground);
        };
    }

    public static Optional<Kind> of(String title) {
        return Arrays.stream(values())
                .filter(kind -> kind.title().equals(title))
                .findFirst();
    }
}
