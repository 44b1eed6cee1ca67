package parley.faults.fault;

import java.time.Duration;
import parley.faults.traffic.Guest;
import parley.faults.world.Patience;
import parley.faults.world.RedisServer;

/** What can happen to Redis. Time runs from when it serves again. */
final class RedisFaults {
    static final String PLACE = "Redis";
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private static final Duration LEASES_RENEWED = Duration.ofSeconds(3);

    private RedisFaults() {}

    static Fault restart(Ground ground) {
        RedisServer redis = ground.world().redis();
        return fault("Redis restarted")
                .held(ground.between(0, 4))
                .begin(redis::terminate)
                .end(redis::start);
    }

    static Fault kill(Ground ground) {
        RedisServer redis = ground.world().redis();
        return fault("Redis killed, restarted with its data")
                .held(ground.between(0, 4))
                .begin(redis::kill)
                .end(redis::start);
    }

    static Fault stopShort(Ground ground) {
        return stopped(ground, ground.between(0.5, 4));
    }

    static Fault stopLong(Ground ground) {
        return stopped(ground, ground.between(18, 22));
    }

    private static Fault stopped(Ground ground, Duration time) {
        RedisServer redis = ground.world().redis();
        return fault("Redis stopped").held(time).begin(redis::suspend).end(redis::resume);
    }

    static Fault empty(Ground ground) {
        RedisServer redis = ground.world().redis();
        return fault("Redis killed, restarted empty")
                .losingData()
                .held(ground.between(0, 4))
                .begin(() -> {
                    redis.kill();
                    redis.wipe();
                })
                .end(redis::start);
    }

    static Fault older(Ground ground) {
        RedisServer redis = ground.world().redis();
        return fault("Redis killed, restarted with the data of before")
                .losingData()
                .held(ground.between(1, 4))
                .begin(() -> {
                    redis.terminate();
                    redis.keepCopy();
                    redis.start();
                })
                .end(() -> {
                    redis.kill();
                    redis.revert();
                    redis.start();
                });
    }

    static Fault flushAll(Ground ground) {
        return command(ground, "FLUSHALL").losingData();
    }

    static Fault scriptFlush(Ground ground) {
        return command(ground, "SCRIPT", "FLUSH");
    }

    static Fault killNormal(Ground ground) {
        return command(ground, "CLIENT", "KILL", "TYPE", "normal");
    }

    static Fault killPubSub(Ground ground) {
        return command(ground, "CLIENT", "KILL", "TYPE", "pubsub");
    }

    static Fault pauseAll(Ground ground) {
        return paused(ground, "ALL");
    }

    static Fault pauseWrite(Ground ground) {
        return paused(ground, "WRITE");
    }

    private static Fault paused(Ground ground, String mode) {
        Duration time = ground.between(0.5, 6);
        return command(ground, "CLIENT", "PAUSE", Long.toString(time.toMillis()), mode)
                .held(time);
    }

    static Fault delUsers(Ground ground) {
        return command(ground, "DEL", "users");
    }

    static Fault removeName(Ground ground) {
        String name = ground.traffic().residents(ground.anyBridge()).get(0);
        return command(ground, "SREM", "users", name);
    }

    static Fault clockForward(Ground ground) {
        Duration step = ground.between(30, 90);
        return fault("Redis's clock put forward by %.1f s".formatted(step.toMillis() / 1e3))
                .begin(() -> {
                    ground.world().redis().step(step);
                    if (ground.alone()) {
                        tryNames(ground);
                    }
                });
    }

    static Fault clockBack(Ground ground) {
        Duration step = ground.between(30, 90);
        return fault("Redis's clock put back by %.1f s".formatted(step.toMillis() / 1e3))
                .begin(() -> ground.world().redis().step(step.negated()));
    }

    /** Tries to get names of living sessions at another bridge, until every bridge has renewed its lease. */
    private static void tryNames(Ground ground) throws InterruptedException {
        Patience.comes(LEASES_RENEWED, () -> {
            for (int bridge = 0; bridge < ground.world().bridges().size(); bridge++) {
                int port = ground.bridge(ground.other(bridge)).port();
                for (String name : ground.traffic().residents(bridge)) {
                    Guest thief = Guest.enter(port, name);
                    if (thief != null) {
                        thief.close();
                        ground.problems().add("the name of a living session was to be had elsewhere: " + name);
                        return true;
                    }
                }
            }
            return false;
        });
    }

    private static Fault command(Ground ground, String... command) {
        return fault(String.join(" ", command))
                .begin(() -> ground.world().redis().call(command));
    }

    private static Fault fault(String what) {
        return Fault.at(what, PLACE, WITHIN);
    }
}
