package parley.attack.trial;

import java.time.Duration;

/**
 * Says how long the parts of a trial are.
 *
 * @param warmUp until the server's code is compiled
 * @param calm how long people chat before the attack
 * @param attack how long that goes on
 * @param judged whether it is judged by times; not on a machine that is busy with something else
 */
public record Timing(Duration warmUp, Duration calm, Duration attack, boolean judged) {}
