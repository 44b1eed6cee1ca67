package parley.bridge.redis.lease;

import java.time.Duration;

/**
 * Says how long a lease runs and how often it is renewed.
 *
 * @param lease a dead bridge's names are free after this time and a heartbeat of another bridge, together less than 15 s
 * @param heartbeat names that went missing are back, and a deaf subscription is noticed, within a few of these
 */
public record LeaseTiming(Duration lease, Duration heartbeat) {
    /** No bridge's is longer: what Redis has of one that is, after its clock was set back, is cut to this. */
    public static final Duration LONGEST_LEASE = Duration.ofSeconds(10);

    public static final LeaseTiming USUAL = new LeaseTiming(LONGEST_LEASE, Duration.ofSeconds(2));
}
