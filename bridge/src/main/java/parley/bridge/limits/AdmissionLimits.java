package parley.bridge.limits;

/**
 * Says who may still come in. What one address is, see {@link ClientAddress}.
 *
 * @param sessions on this bridge at one time
 * @param perAddress sessions from one address at one time, 0 for no limit
 * @param connectRate new connections a minute from one address, 0 for no limit; a burst of as many is let through
 */
public record AdmissionLimits(int sessions, int perAddress, int connectRate) {

    public AdmissionLimits {
        Limits.require(sessions >= 1, "max-sessions is at least 1");
        Limits.require(perAddress >= 0, "max-per-address is at least 0");
        Limits.require(connectRate >= 0, "connect-rate is at least 0");
    }
}
