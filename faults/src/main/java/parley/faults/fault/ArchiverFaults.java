package parley.faults.fault;

import java.time.Duration;
import parley.faults.world.ArchiverProcess;

/** What can happen to the archiver. Time runs from when it is started or goes on. */
final class ArchiverFaults {
    static final String PLACE = "the archiver";
    private static final Duration WITHIN = Duration.ofSeconds(10);
    /** A process has to start on a busy machine. */
    private static final Duration WITHIN_STARTED = Duration.ofSeconds(15);

    private static final int CATCHES_UP_A_SECOND = 2_000;

    private ArchiverFaults() {}

    static Fault kill(Ground ground) {
        ArchiverProcess archiver = ground.world().archiver();
        return Fault.at("archiver killed", PLACE, WITHIN_STARTED)
                .held(ground.between(0, 4))
                .begin(archiver::kill)
                .end(archiver::begin);
    }

    static Fault drain(Ground ground) {
        ArchiverProcess archiver = ground.world().archiver();
        return Fault.at("archiver restarted", PLACE, WITHIN_STARTED)
                .held(ground.between(0, 2))
                .begin(() -> {
                    if (!archiver.terminate()) {
                        ground.problems().add("the archiver did not end within 10 s");
                    }
                })
                .end(archiver::begin);
    }

    static Fault stopShort(Ground ground) {
        return stopped(ground, ground.between(0.5, 4));
    }

    static Fault stopLong(Ground ground) {
        return stopped(ground, ground.between(10, 20));
    }

    private static Fault stopped(Ground ground, Duration time) {
        ArchiverProcess archiver = ground.world().archiver();
        return Fault.at("archiver stopped", PLACE, WITHIN)
                .held(time)
                .begin(archiver::suspend)
                .end(archiver::resume);
    }

    static Fault halfOpen(Ground ground) {
        ArchiverProcess archiver = ground.world().archiver();
        return Fault.at("archiver's connections half-open", PLACE, WITHIN).begin(archiver.toRedis()::swallow);
    }

    static Fault behind(Ground ground) {
        ArchiverProcess archiver = ground.world().archiver();
        Duration catchUp = Duration.ofSeconds(ground.backlog() / CATCHES_UP_A_SECOND);
        return Fault.at(
                        "archiver down while " + ground.backlog() + " messages pile up",
                        PLACE,
                        WITHIN_STARTED.plus(catchUp))
                .begin(() -> {
                    archiver.kill();
                    ground.traffic().pileUp(ground.backlog());
                })
                .end(archiver::begin);
    }
}
