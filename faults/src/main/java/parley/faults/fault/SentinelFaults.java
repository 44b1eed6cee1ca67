package parley.faults.fault;

import java.time.Duration;
import java.util.List;
import parley.faults.deployment.SentinelSetup;
import parley.harness.redis.RedisNode;
import parley.harness.redis.SentinelRedis;

/** Makes the faults of servers that sentinels watch. Each begins once the master has a replica that can take its place. */
final class SentinelFaults {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    /** Longer than any switch takes. */
    private static final String PAUSE_MILLIS = "30000";

    private static final Duration AFTER_SWITCH = Duration.ofSeconds(2);

    private SentinelFaults() {}

    static Fault killMaster(FaultContext context) {
        SentinelRedis redis = redis(context);
        Victim old = new Victim();
        return fault("the master killed")
                .losingData()
                .held(context.between(0, 4))
                .begin(() -> {
                    RedisNode master = old.choose(master(redis));
                    master.kill();
                    redis.masterAfter(master);
                })
                .end(() -> old.node().restart());
    }

    static Fault stopMaster(FaultContext context) {
        SentinelRedis redis = redis(context);
        Victim old = new Victim();
        return fault("the master stopped until another is it, and")
                .losingData()
                .held(context.between(0, 4))
                .begin(() -> {
                    RedisNode master = old.choose(master(redis));
                    master.pause();
                    redis.masterAfter(master);
                })
                .end(() -> old.node().resume());
    }

    /** What was waiting for the end of the pause would be done by the old master, if its clients had not left it by then. */
    static Fault switchOver(FaultContext context) {
        SentinelRedis redis = redis(context);
        Victim old = new Victim();
        return fault("SENTINEL FAILOVER under CLIENT PAUSE WRITE, which goes on")
                .held(AFTER_SWITCH)
                .begin(() -> {
                    old.choose(master(redis)).call("CLIENT", "PAUSE", PAUSE_MILLIS, "WRITE");
                    redis.switchOver();
                })
                .end(() -> old.node().call("CLIENT", "UNPAUSE"));
    }

    static Fault killReplica(FaultContext context) {
        SentinelRedis redis = redis(context);
        Victim gone = new Victim();
        return fault("the replica killed")
                .held(context.between(0, 4))
                .begin(() -> {
                    RedisNode master = master(redis);
                    gone.choose(redis.servers().stream()
                                    .filter(server -> server != master)
                                    .findFirst()
                                    .orElseThrow())
                            .kill();
                })
                .end(() -> gone.node().restart());
    }

    static Fault killSentinel(FaultContext context) {
        List<RedisNode> sentinels = redis(context).sentinels();
        RedisNode one = sentinels.get(context.random().nextInt(sentinels.size()));
        return fault("a sentinel killed")
                .held(context.between(0, 4))
                .begin(one::kill)
                .end(one::restart);
    }

    private static SentinelRedis redis(FaultContext context) {
        return context.deployment().redis(SentinelSetup.class).redis();
    }

    private static RedisNode master(SentinelRedis redis) {
        redis.awaitWhole();
        return redis.master();
    }

    private static Fault fault(String what) {
        return Fault.at(what, RedisFaults.PLACE, WITHIN);
    }
}
