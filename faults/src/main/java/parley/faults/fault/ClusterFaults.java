package parley.faults.fault;

import java.time.Duration;
import parley.faults.deployment.ClusterSetup;
import parley.harness.redis.ClusterRedis;
import parley.harness.redis.RedisNode;

/** Makes the faults of a Cluster, whose owner is the node that has Parley's slot. Each begins once the Cluster is whole. */
final class ClusterFaults {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private ClusterFaults() {}

    static Fault killOwner(FaultContext context) {
        ClusterRedis redis = redis(context);
        Victim old = new Victim();
        return fault("the owner killed")
                .losingData()
                .held(context.between(0, 4))
                .begin(() -> {
                    RedisNode owner = old.choose(owner(redis));
                    owner.kill();
                    redis.ownerAfter(owner);
                })
                .end(() -> old.node().restart());
    }

    static Fault stopOwner(FaultContext context) {
        ClusterRedis redis = redis(context);
        Victim old = new Victim();
        return fault("the owner stopped until another is it, and")
                .losingData()
                .held(context.between(0, 4))
                .begin(() -> {
                    RedisNode owner = old.choose(owner(redis));
                    owner.pause();
                    redis.ownerAfter(owner);
                })
                .end(() -> old.node().resume());
    }

    static Fault switchOver(FaultContext context) {
        ClusterRedis redis = redis(context);
        return fault("CLUSTER FAILOVER").begin(() -> {
            redis.awaitWhole();
            redis.switchOver();
        });
    }

    static Fault moveSlot(FaultContext context) {
        ClusterRedis redis = redis(context);
        return fault("the slot moved").begin(() -> {
            redis.awaitWhole();
            redis.moveSlot();
        });
    }

    /** Nobody serves anything until its replica has taken its place. */
    static Fault killOther(FaultContext context) {
        ClusterRedis redis = redis(context);
        Victim gone = new Victim();
        return fault("another master killed")
                .held(context.between(2, 6))
                .begin(() -> {
                    redis.awaitWhole();
                    gone.choose(redis.otherMaster()).kill();
                })
                .end(() -> gone.node().restart());
    }

    private static ClusterRedis redis(FaultContext context) {
        return context.deployment().redis(ClusterSetup.class).redis();
    }

    private static RedisNode owner(ClusterRedis redis) {
        redis.awaitWhole();
        return redis.owner();
    }

    private static Fault fault(String what) {
        return Fault.at(what, RedisFaults.PLACE, WITHIN);
    }
}
