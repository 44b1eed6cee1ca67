package parley.bridge.redis.lobby;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import parley.bridge.limits.FairQueue;
import parley.bridge.limits.Limits;

/**
 * Says which publications may wait for Redis, and which go together next. For one thread at a time; times are by
 * {@link System#nanoTime}.
 *
 * <ol>
 *   <li>Batches are made by turns of addresses and their senders, and bounded in bytes: whoever says little goes with the next one,
 *       however much others say.
 *   <li>An address may fill as much of three quarters of the room as is left free there: one that floods the bridge half of that, two
 *       a third each. The last quarter is for those of whom little waits.
 *   <li>What could not be answered by its deadline, as long as batches have lately taken, is not let in. What goes with the next
 *       batch always is: so there are always batches to measure.
 * </ol>
 */
final class PublishBacklog {
    private static final long BATCH = Limits.PUBLISH_BATCH_BYTES;
    private static final long ROOM = Limits.PUBLISH_QUEUE_BYTES;
    /** What is little, of one address. */
    private static final long LITTLE = 16 * 1024;
    /** How much of a new batch time goes into what they lately took. */
    private static final double WEIGHT = 0.25;
    /** What has no more than a batch's time left waits in vain; but a quarter of what it had at first is enough whatever they took. */
    private static final long ENOUGH = Limits.REDIS_TIME.toNanos() / 4;

    private final FairQueue<Publication> waiting = new FairQueue<>();
    private long batchNanos;
    private boolean underWay;
    private long begunAt;

    /**
     * Takes it, if it may wait.
     *
     * @param nanos the clock, read only where much waits
     */
    boolean add(Publication one, LongSupplier nanos) {
        long own = waiting.cost(one.address()) + one.cost();
        long free = ROOM - waiting.cost();
        if (one.cost() > free || own > Math.max(LITTLE, free - ROOM / 4)) {
            return false;
        }
        int addresses = waiting.addresses() + (own == one.cost() ? 1 : 0);
        long ahead = Math.min(waiting.cost() + one.cost(), own * addresses);
        if (ahead > BATCH && isTooLate(one, ahead, nanos.getAsLong())) {
            return false;
        }
        waiting.add(one.address(), one.message().sender(), one, one.cost());
        return true;
    }

    private boolean isTooLate(Publication one, long ahead, long now) {
        return nanosUntilStored(ahead, now) > one.deadline().nanos() - now;
    }

    private long nanosUntilStored(long ahead, long now) {
        long present = underWay ? Math.max(0, batchNanos - (now - begunAt)) : 0;
        return present + (ahead + BATCH - 1) / BATCH * batchNanos;
    }

    /**
     * What goes next; empty where one is under way, or nothing waits.
     *
     * @param late given what has waited in vain
     */
    List<Publication> next(long now, Consumer<Publication> late) {
        List<Publication> batch = new ArrayList<>();
        if (underWay) {
            return batch;
        }
        long left = Math.min(batchNanos, ENOUGH);
        long cost = 0;
        while (cost < BATCH) {
            Publication one = waiting.poll();
            if (one == null) {
                break;
            }
            if (one.deadline().nanos() - now <= left) {
                late.accept(one);
            } else {
                batch.add(one);
                cost += one.cost();
            }
        }
        underWay = !batch.isEmpty();
        begunAt = now;
        return batch;
    }

    /** The batch that was under way is answered, or given up. */
    void done(long now) {
        batchNanos += (long) (WEIGHT * (now - begunAt - batchNanos));
        underWay = false;
    }

    boolean isUnderWay() {
        return underWay;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** What waits, bytes. */
    long cost() {
        return waiting.cost();
    }

    /** Takes out what waits and can't be answered any more. */
    void removeLate(long now, Consumer<Publication> late) {
        waiting.removeFirst(one -> one.deadline().nanos() - now <= 0, late);
    }
}
