package parley.faults.fault;

import java.time.Duration;
import java.util.Locale;
import parley.faults.deployment.BridgeProcess;
import parley.harness.process.Waiting;

/**
 * Makes the faults of a bridge, of its connections to Redis and of its clients'. Recovery is timed from when it is started or
 * goes on.
 */
final class BridgeFaults {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    static final Duration WITHIN_LEASE = Duration.ofSeconds(15);

    /** By then each client has sent something that is not answered any more. */
    private static final Duration SENT = Duration.ofSeconds(1);

    private BridgeFaults() {}

    static Fault kill(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("killed", number, WITHIN)
                .losing(number)
                .held(context.between(0, 2))
                .begin(bridge::kill)
                .end(bridge::start);
    }

    static Fault dead(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("killed and left dead", number, WITHIN)
                .losing(number)
                .held(WITHIN_LEASE)
                .begin(bridge::kill)
                .end(() -> {
                    long now = System.nanoTime();
                    // With Redis away as well, time counts from its return.
                    Duration patience = context.alone() ? Duration.ofSeconds(1) : WITHIN_LEASE;
                    if (!Waiting.comes(patience, () -> areGone(context, number, now))) {
                        context.problems()
                                .add(String.format(
                                        Locale.ROOT,
                                        "%s, of a dead bridge, are still online after %d s",
                                        context.traffic().residents(number),
                                        WITHIN_LEASE.plus(patience).toSeconds()));
                    }
                    bridge.start();
                });
    }

    private static boolean areGone(FaultContext context, int dead, long since) {
        return context.traffic().areAllGone(context.traffic().residents(dead), since);
    }

    static Fault drain(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("drained", number, WITHIN)
                .losing(number)
                .held(context.between(0, 2))
                .begin(() -> {
                    if (!bridge.terminate()) {
                        context.problems().add("the bridge did not end within 10 s");
                    }
                })
                .end(bridge::start);
    }

    static Fault stopShort(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("stopped", number, WITHIN)
                .waiting(number)
                .held(context.between(0.5, 4))
                .begin(bridge::suspend)
                .end(bridge::resume);
    }

    static Fault stopLong(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        NameTakeover takeover = new NameTakeover(context, number);
        return fault("stopped past its lease", number, WITHIN)
                .waiting(number)
                .held(context.between(20, 23))
                .begin(() -> {
                    takeover.logOwnerIn();
                    bridge.suspend();
                    takeover.publishAsOwner();
                })
                .end(() -> {
                    takeover.takeName();
                    bridge.resume();
                    takeover.checkOwner();
                });
    }

    /** What its clients had sent when it stopped it reads when it goes on, with the end of their connections behind. */
    static Fault stopLeft(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("stopped, and left by its clients,", number, WITHIN)
                .losing(number)
                .held(context.between(3, 8))
                .begin(() -> {
                    bridge.suspend();
                    Waiting.pass(SENT);
                    context.traffic().abandon(number);
                })
                .end(bridge::resume);
    }

    static Fault halfOpen(FaultContext context) {
        int number = context.anyBridge();
        return fault("half-open to Redis", number, WITHIN)
                .begin(context.bridge(number).toRedis()::swallow);
    }

    static Fault cut(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("cut off from Redis", number, WITHIN)
                .held(context.between(2, 22))
                .begin(bridge.toRedis()::swallowAll)
                .end(bridge.toRedis()::heal);
    }

    static Fault clientsHalfOpen(FaultContext context) {
        int number = context.anyBridge();
        BridgeProcess bridge = context.bridge(number);
        return fault("half-open to its clients", number, WITHIN)
                .losing(number)
                .held(context.between(2, 6))
                .begin(() -> {
                    bridge.toClients().swallow();
                    Waiting.pass(SENT);
                    context.traffic().abandon(number);
                })
                .end(bridge.toClients()::heal);
    }

    private static Fault fault(String what, int bridge, Duration within) {
        return Fault.at("bridge " + bridge + " " + what, "bridge " + bridge, within);
    }
}
