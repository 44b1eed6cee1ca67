package parley.faults.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import parley.faults.deployment.BridgeProcess;
import parley.faults.deployment.Deployment;
import parley.faults.deployment.FrontDoor;
import parley.faults.deployment.RedisServer;
import parley.harness.process.Waiting;

/** Is what breaks while messages run. */
enum SoakFault {
    /** The connection is reset, whatever is on its way. */
    CONNECTION_CUT("cut") {
        @Override
        void strike(Deployment deployment, FrontDoor door, BridgeProcess here, BridgeProcess there) {
            door.cut();
        }
    },
    /** The bridge that the bot talks to dies; the bot finds the other. */
    BRIDGE_KILL("bridge killed") {
        @Override
        void strike(Deployment deployment, FrontDoor door, BridgeProcess here, BridgeProcess there)
                throws IOException, InterruptedException {
            here.kill();
            door.lead(there);
            here.start();
        }
    },
    /** Redis dies, and comes back after a while with all that it had. */
    REDIS_KILL("Redis killed") {
        @Override
        void strike(Deployment deployment, FrontDoor door, BridgeProcess here, BridgeProcess there)
                throws IOException, InterruptedException {
            deployment.redis(RedisServer.class).kill();
            Waiting.pass(AWAY);
            deployment.redis(RedisServer.class).start();
        }
    },
    /** The bridge that the bot talks to is told to end, and says so. */
    BRIDGE_TERM("bridge ended") {
        @Override
        void strike(Deployment deployment, FrontDoor door, BridgeProcess here, BridgeProcess there)
                throws IOException, InterruptedException {
            door.lead(there);
            here.terminate();
            here.start();
        }
    };

    /** Comes again and again. Both bridges are killed, one after the other; a round later, in the other order. */
    static final List<SoakFault> ROUND = List.of(CONNECTION_CUT, BRIDGE_KILL, REDIS_KILL, BRIDGE_KILL, BRIDGE_TERM);

    private static final Duration AWAY = Duration.ofSeconds(1);

    private final String title;

    SoakFault(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** @param here the bridge that the bot talks to, which is the other one afterwards where this one ends */
    abstract void strike(Deployment deployment, FrontDoor door, BridgeProcess here, BridgeProcess there)
            throws IOException, InterruptedException;

    boolean endsABridge() {
        return this == BRIDGE_KILL || this == BRIDGE_TERM;
    }
}
