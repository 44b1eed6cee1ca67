package parley.faults.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Every kind of fault, and the promise that is checked after it beside those that are checked after each. */
public enum Kind {
    BRIDGE_KILL(BridgeFaults::kill, "its sessions may end; their names are to be had within 15 s and a heartbeat"),
    BRIDGE_DEAD(BridgeFaults::dead, "as above, with nobody to restart it; no other name is touched"),
    BRIDGE_DRAIN(BridgeFaults::drain, "ends within 10 s; its names are free at once"),
    BRIDGE_STOP_SHORT(BridgeFaults::stopShort, "no session ends"),
    BRIDGE_STOP_LONG(
            BridgeFaults::stopLong,
            "paused past its lease: who lost the name gets `BYE nick-lost` before anything else, nothing more is published for them;"
                    + " no other session ends"),
    BRIDGE_HALF_OPEN(BridgeFaults::halfOpen, "its connections to Redis swallow everything: no session ends"),
    BRIDGE_CUT(BridgeFaults::cut, "cut off from Redis past its lease: no session ends, its names come back"),
    CLIENT_HALF_OPEN(BridgeFaults::clientsHalfOpen, "clients go on elsewhere with `since`; the old names go with the old connections"),
    ARCHIVER_KILL(ArchiverFaults::kill, "no session notices"),
    ARCHIVER_STOP_SHORT(ArchiverFaults::stopShort, "no session notices"),
    ARCHIVER_STOP_LONG(ArchiverFaults::stopLong, "no session notices"),
    ARCHIVER_DRAIN(ArchiverFaults::drain, "ends within 10 s; no session notices"),
    ARCHIVER_HALF_OPEN(ArchiverFaults::halfOpen, "no session notices"),
    ARCHIVER_BEHIND(ArchiverFaults::behind, "catches up with what piled up, at 2,000 messages a second or more"),
    REDIS_RESTART(RedisFaults::restart, "no session ends"),
    REDIS_KILL(RedisFaults::kill, "no session ends"),
    REDIS_STOP_SHORT(RedisFaults::stopShort, "no session ends"),
    REDIS_STOP_LONG(RedisFaults::stopLong, "all leases run out: no session ends"),
    REDIS_EMPTY(RedisFaults::empty, "no session ends; what was lost is a gap, or MISSED"),
    REDIS_OLDER(RedisFaults::older, "no session ends; what was lost is a gap, or MISSED"),
    FLUSHALL(RedisFaults::flushAll, "no session ends; what was lost is a gap, or MISSED"),
    SCRIPT_FLUSH(RedisFaults::scriptFlush, "no session ends"),
    CLIENT_KILL_NORMAL(RedisFaults::killNormal, "no session ends"),
    CLIENT_KILL_PUBSUB(RedisFaults::killPubSub, "no session ends"),
    CLIENT_PAUSE_ALL(RedisFaults::pauseAll, "no session ends"),
    CLIENT_PAUSE_WRITE(RedisFaults::pauseWrite, "no session ends"),
    DEL_USERS(RedisFaults::delUsers, "no session ends; all names are back"),
    SREM_USER(RedisFaults::removeName, "no session ends; the name is back");

    private final Function<Ground, Fault> maker;
    private final String promise;

    Kind(Function<Ground, Fault> maker, String promise) {
        this.maker = maker;
        this.promise = promise;
    }

    /** Such as {@code bridge-kill}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String promise() {
        return promise;
    }

    /** One of this kind; chance decides where and how long. */
    public Fault make(Ground ground) {
        return maker.apply(ground);
    }

    public static Optional<Kind> of(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title().equals(title)).findFirst();
    }
}
