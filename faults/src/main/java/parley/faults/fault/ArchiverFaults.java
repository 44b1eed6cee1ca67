package parley.faults.fault;

import java.time.Duration;
import parley.faults.deployment.ArchiverProcess;

/** Makes the faults of the archiver. Recovery is timed from when it is started or goes on. */
final class ArchiverFaults {
    static final String PLACE = "the archiver";
    private static final Duration WITHIN = Duration.ofSeconds(10);
    /** A process has to start on a busy machine. */
    private static final Duration WITHIN_STARTED = Duration.ofSeconds(15);

    private static final int CATCHES_UP_A_SECOND = 2_000;

    private ArchiverFaults() {}

    static Fault kill(FaultContext context) {
        ArchiverProcess archiver = context.deployment().archiver();
        return Fault.at("archiver killed", PLACE, WITHIN_STARTED)
                .held(context.between(0, 4))
                .begin(archiver::kill)
                .end(archiver::begin);
    }

    static Fault drain(FaultContext context) {
        ArchiverProcess archiver = context.deployment().archiver();
        return Fault.at("archiver restarted", PLACE, WITHIN_STARTED)
                .held(context.between(0, 2))
                .begin(() -> {
                    if (!archiver.terminate()) {
                        context.problems().add("the archiver did not end within 10 s");
                    }
                })
                .end(archiver::begin);
    }

    static Fault stopShort(FaultContext context) {
        return stopped(context, context.between(0.5, 4));
    }

    static Fault stopLong(FaultContext context) {
        return stopped(context, context.between(10, 20));
    }

    private static Fault stopped(FaultContext context, Duration time) {
        ArchiverProcess archiver = context.deployment().archiver();
        return Fault.at("archiver stopped", PLACE, WITHIN)
                .held(time)
                .begin(archiver::suspend)
                .end(archiver::resume);
    }

    static Fault halfOpen(FaultContext context) {
        ArchiverProcess archiver = context.deployment().archiver();
        return Fault.at("archiver's connections half-open", PLACE, WITHIN).begin(archiver.toRedis()::swallow);
    }

    static Fault behind(FaultContext context) {
        ArchiverProcess archiver = context.deployment().archiver();
        Duration catchUp = Duration.ofSeconds(context.backlog() / CATCHES_UP_A_SECOND);
        return Fault.at(
                        "archiver down while " + context.backlog() + " messages pile up",
                        PLACE,
                        WITHIN_STARTED.plus(catchUp))
                .begin(() -> {
                    archiver.kill();
                    context.traffic().writeBacklog(context.backlog());
                })
                .end(archiver::begin);
    }
}
