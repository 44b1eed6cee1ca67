package parley.faults.fault;

import java.time.Duration;
import java.util.Locale;
import parley.faults.deployment.RedisServer;
import parley.faults.traffic.OneTimeClient;
import parley.harness.process.Waiting;

/** Makes the faults of Redis. Recovery is timed from when it serves again. */
final class RedisFaults {
    static final String PLACE = "Redis";
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private static final Duration LEASES_RENEWED = Duration.ofSeconds(3);

    private RedisFaults() {}

    static Fault restart(FaultContext context) {
        RedisServer redis = server(context);
        return fault("Redis restarted")
                .held(context.between(0, 4))
                .begin(redis::terminate)
                .end(redis::start);
    }

    static Fault kill(FaultContext context) {
        RedisServer redis = server(context);
        return fault("Redis killed, restarted with its data")
                .held(context.between(0, 4))
                .begin(redis::kill)
                .end(redis::start);
    }

    static Fault stopShort(FaultContext context) {
        return stopped(context, context.between(0.5, 4));
    }

    static Fault stopLong(FaultContext context) {
        return stopped(context, context.between(18, 22));
    }

    private static Fault stopped(FaultContext context, Duration time) {
        RedisServer redis = server(context);
        return fault("Redis stopped").held(time).begin(redis::suspend).end(redis::resume);
    }

    static Fault empty(FaultContext context) {
        RedisServer redis = server(context);
        return fault("Redis killed, restarted empty")
                .losingData()
                .held(context.between(0, 4))
                .begin(() -> {
                    redis.kill();
                    redis.wipe();
                })
                .end(redis::start);
    }

    static Fault older(FaultContext context) {
        RedisServer redis = server(context);
        return fault("Redis killed, restarted with the data of before")
                .losingData()
                .held(context.between(1, 4))
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

    static Fault flushAll(FaultContext context) {
        return command(context, "FLUSHALL").losingData();
    }

    static Fault scriptFlush(FaultContext context) {
        return command(context, "SCRIPT", "FLUSH");
    }

    static Fault killNormal(FaultContext context) {
        return command(context, "CLIENT", "KILL", "TYPE", "normal");
    }

    static Fault killPubSub(FaultContext context) {
        return command(context, "CLIENT", "KILL", "TYPE", "pubsub");
    }

    static Fault pauseAll(FaultContext context) {
        return paused(context, "ALL");
    }

    static Fault pauseWrite(FaultContext context) {
        return paused(context, "WRITE");
    }

    private static Fault paused(FaultContext context, String mode) {
        Duration time = context.between(0.5, 6);
        return command(context, "CLIENT", "PAUSE", Long.toString(time.toMillis()), mode)
                .held(time);
    }

    static Fault delUsers(FaultContext context) {
        return command(context, "DEL", "users");
    }

    static Fault removeName(FaultContext context) {
        String name = context.traffic().residents(context.anyBridge()).get(0);
        return command(context, "SREM", "users", name);
    }

    static Fault clockForward(FaultContext context) {
        Duration step = context.between(30, 90);
        return fault(String.format(Locale.ROOT, "Redis's clock put forward by %.1f s", step.toMillis() / 1e3))
                .begin(() -> {
                    server(context).step(step);
                    if (context.alone()) {
                        tryNames(context);
                    }
                });
    }

    static Fault clockBack(FaultContext context) {
        Duration step = context.between(30, 90);
        return fault(String.format(Locale.ROOT, "Redis's clock put back by %.1f s", step.toMillis() / 1e3))
                .begin(() -> server(context).step(step.negated()));
    }

    /** Tries to get names of living sessions at another bridge, until every bridge has renewed its lease. */
    private static void tryNames(FaultContext context) throws InterruptedException {
        Waiting.comes(LEASES_RENEWED, () -> {
            for (int bridge = 0; bridge < context.deployment().bridges().size(); bridge++) {
                int port = context.bridge(context.other(bridge)).port();
                for (String name : context.traffic().residents(bridge)) {
                    OneTimeClient taker = OneTimeClient.enter(port, name);
                    if (taker != null) {
                        taker.close();
                        context.problems().add("the name of a living session was to be had elsewhere: " + name);
                        return true;
                    }
                }
            }
            return false;
        });
    }

    private static Fault command(FaultContext context, String... command) {
        return fault(String.join(" ", command))
                .begin(() -> context.deployment().redis().call(command));
    }

    private static RedisServer server(FaultContext context) {
        return context.deployment().redis(RedisServer.class);
    }

    private static Fault fault(String what) {
        return Fault.at(what, PLACE, WITHIN);
    }
}
