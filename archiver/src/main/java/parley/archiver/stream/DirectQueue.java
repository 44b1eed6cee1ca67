package parley.archiver.stream;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.StreamEntry;

/**
 * Keeps direct clients' messages, from the thread that hears them, for the one that writes them; any thread. Each is
 * given its time here: the clock's, but later than what stood before it. When it is full, what comes is dropped and
 * counted.
 */
public final class DirectQueue {
    public static final int MAX_MESSAGES = 100_000;
    /** Of text; a hundred thousand of the longest payloads would not fit in memory. */
    static final long MAX_CHARACTERS = 32L << 20;

    /** Between this machine's clock and Redis's; microseconds. */
    private static final long LEEWAY = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(DirectQueue.class);

    private final InstantSource clock;
    private final int maxMessages;
    private List<DirectMessage> waiting = new ArrayList<>();
    /** How many of them were here when it was last taken from. */
    private int seen;

    private long characters;
    private long latest;
    private long stored;
    private long lost;
    private long lostInAll;

    /** @param latest the time of the newest message in the archive, microseconds */
    public DirectQueue(InstantSource clock, long latest, int maxMessages) {
        this.clock = clock;
        this.latest = latest;
        this.stored = latest;
        this.maxMessages = maxMessages;
    }

    /** The stream has a message with that time; what comes from now on is later. */
    public synchronized void passed(long micros) {
        stored = Math.max(stored, micros);
        latest = Math.max(latest, micros);
    }

    /**
     * A service channel says that a message with that time came through a bridge. Where that can be true it is later than what was
     * heard before, and what comes from now on is later. False where it can't, as far as this machine's clock and the stream tell: what
     * is stored gets Redis's time, or follows closely on what was stored before.
     */
    synchronized boolean announced(long micros) {
        boolean plausible = micros <= Math.max(MessageTime.ofInstant(clock.instant()), stored) + LEEWAY;
        if (plausible) {
            latest = Math.max(latest, micros);
        }
        return plausible;
    }

    synchronized void add(Payload payload) {
        add(payload, 0);
    }

    /** @param announced the time of the stored message that this was said to be; 0 for none */
    synchronized void add(Payload payload, long announced) {
        boolean outOfTime = latest >= StreamEntry.LAST_MICROS;
        if (waiting.size() >= maxMessages || characters > MAX_CHARACTERS || outOfTime) {
            if (lost == 0) {
                log.error("{} direct messages wait to be written; those that come now are lost", waiting.size());
            }
            lost++;
            lostInAll++;
            return;
        }
        latest = Math.max(latest + 1, MessageTime.ofInstant(clock.instant()));
        waiting.add(new DirectMessage(latest, payload, announced, lost));
        characters += characters(payload);
        lost = 0;
    }

    /**
     * Those that wait, oldest first; they wait no longer. Of those that may be in the stream only such as were here the last time: the
     * stream was read since.
     */
    public synchronized List<DirectMessage> take() {
        int ready = 0;
        while (ready < waiting.size() && (ready < seen || waiting.get(ready).announced() == 0)) {
            ready++;
        }
        List<DirectMessage> taken = List.copyOf(waiting.subList(0, ready));
        waiting = new ArrayList<>(waiting.subList(ready, waiting.size()));
        seen = waiting.size();
        taken.forEach(message -> characters -= characters(message.payload()));
        return taken;
    }

    private static long characters(Payload payload) {
        return (long) payload.sender().length() + payload.text().length();
    }

    public synchronized int size() {
        return waiting.size();
    }

    public synchronized long lost() {
        return lostInAll;
    }
}
