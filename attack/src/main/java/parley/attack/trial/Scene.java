package parley.attack.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import parley.attack.horde.Horde;
import parley.attack.server.UpProcess;
import parley.harness.verdict.Problems;

/**
 * Tells an attack what it is about.
 *
 * @param time for how long it goes on
 * @param size how large it is
 * @param times of the last stored messages before it, oldest first; none where it needs no stored ones
 * @param problems takes the promises that it saw broken
 * @param notes takes what it did, in numbers
 */
public record Scene(UpProcess server, Duration time, Size size, List<String> times, Problems problems, Notes notes) {
    /** Those who attack, from one address. */
    public Horde attackers() throws IOException {
        return Horde.ofAttacker(server.address());
    }

    /** Those who attack, from one address, and read next to nothing. */
    public Horde silentAttackers() throws IOException {
        return Horde.ofSilentAttacker(server.address());
    }

    /** Those who come from many addresses, so many from each. */
    public Horde crowd(int fromEach) throws IOException {
        return Horde.ofCrowd(server.address(), fromEach);
    }
}
