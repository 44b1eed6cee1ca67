package parley.faults.fault;

import java.time.Duration;
import java.util.Random;
import parley.faults.deployment.BridgeProcess;
import parley.faults.deployment.Deployment;
import parley.faults.traffic.Traffic;
import parley.harness.verdict.Problems;

/**
 * Holds what a fault is made from.
 *
 * @param random the only source of chance, so that a seed says it all
 * @param problems for what only the fault itself can see
 * @param backlog how many messages pile up where some do
 * @param alone whether no other fault is made at the same time
 */
public record FaultContext(
        Deployment deployment, Traffic traffic, Random random, Problems problems, int backlog, boolean alone) {
    int anyBridge() {
        return random.nextInt(deployment.bridges().size());
    }

    BridgeProcess bridge(int number) {
        return deployment.bridges().get(number);
    }

    int other(int bridge) {
        return (bridge + 1) % deployment.bridges().size();
    }

    Duration between(double least, double most) {
        return Duration.ofMillis((long) (1_000 * (least + (most - least) * random.nextDouble())));
    }
}
