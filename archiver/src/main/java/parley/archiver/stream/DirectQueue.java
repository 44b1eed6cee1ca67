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

    private static final Logger log = LoggerFactory.getLogger(DirectQueue.class);

    private final InstantSource clock;
    private final int maxMessages;
    private List<DirectMessage> waiting = new ArrayList<>();
    private long characters;
    private long latest;
    private long lost;
    private long lostInAll;

    /** @param latest the time of the newest message in the archive, microseconds */
    public DirectQueue(InstantSource clock, long latest, int maxMessages) {
        this.clock = clock;
        this.latest = latest;
        this.maxMessages = maxMessages;
    }

    /** A message with that time came through a bridge; what comes from now on is later. */
    public synchronized void passed(long micros) {
        latest = Math.max(latest, micros);
    }

    synchronized void add(Payload payload) {
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
        waiting.add(new DirectMessage(latest, payload, lost));
        characters += payload.sender().length() + payload.text().length();
        lost = 0;
    }

    /** All that wait, oldest first; they wait no longer. */
    public synchronized List<DirectMessage> take() {
        List<DirectMessage> taken = waiting;
        waiting = new ArrayList<>();
        characters = 0;
        return taken;
    }

    public synchronized int size() {
        return waiting.size();
    }

    public synchronized long lost() {
        return lostInAll;
    }
}
