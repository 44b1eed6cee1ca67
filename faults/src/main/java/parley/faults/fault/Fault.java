package parley.faults.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Describes one fault that is ready to be made: it is begun, held for a while, and ended; then the time of recovery runs.
 *
 * @param what for the log: the kind, where, how long
 * @param place what it takes hold of; two faults of one place can't be made together
 * @param losing bridges whose sessions may end
 * @param waiting bridges that may be slow to answer
 * @param losesData whether Redis loses what it kept
 * @param held how long it lasts
 * @param within the promised time of recovery
 */
public record Fault(
        String what,
        String place,
        Set<Integer> losing,
        Set<Integer> waiting,
        boolean losesData,
        Duration held,
        Duration within,
        Step begin,
        Step end) {

    /** Something that is done to the deployment. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** Whether it takes hold of Redis itself. */
    public boolean isOfRedis() {
        return place.equals(RedisFaults.PLACE);
    }

    /** Whether it takes hold of the archiver. */
    public boolean isOfArchiver() {
        return place.equals(ArchiverFaults.PLACE);
    }

    /** Whether a bridge is gone for so long that another is to take its names. */
    public boolean outlastsLease() {
        return !waiting.isEmpty() && held.compareTo(BridgeFaults.WITHIN_LEASE) >= 0;
    }

    static Fault at(String what, String place, Duration within) {
        return new Fault(what, place, Set.of(), Set.of(), false, Duration.ZERO, within, () -> {}, () -> {});
    }

    Fault begin(Step step) {
        return new Fault(what, place, losing, waiting, losesData, held, within, step, end);
    }

    Fault end(Step step) {
        return new Fault(what, place, losing, waiting, losesData, held, within, begin, step);
    }

    Fault held(Duration time) {
        String timed = String.format(Locale.ROOT, "%s for %.1f s", what, time.toMillis() / 1e3);
        return new Fault(timed, place, losing, waiting, losesData, time, within, begin, end);
    }

    /** Sessions at that bridge end, and it answers nobody meanwhile. */
    Fault losing(int bridge) {
        return new Fault(what, place, Set.of(bridge), Set.of(bridge), losesData, held, within, begin, end);
    }

    /** That bridge answers nobody meanwhile; its sessions stay. */
    Fault waiting(int bridge) {
        return new Fault(what, place, losing, Set.of(bridge), losesData, held, within, begin, end);
    }

    Fault losingData() {
        return new Fault(what, place, losing, waiting, true, held, within, begin, end);
    }
}
