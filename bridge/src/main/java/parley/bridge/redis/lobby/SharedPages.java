package parley.bridge.redis.lobby;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.FairQueue;

/**
 * Reads pages of the stream for all sessions of a bridge, so that however many ask for however much, Redis is asked for one page at
 * a time.
 *
 * <ol>
 *   <li>Addresses have their turns one after the other, and at each address those who ask in the order of asking.
 *   <li>A page answers everybody who waits for some of it. Pages that were full are kept for those who come later, the ones used
 *       last, in so many bytes; a message that was stored never changes. But where one reads alone, the last of them only: whoever
 *       reads a million messages would else have all of their bytes outlive the young collections, for nobody.
 *   <li>A page that was not full, so the stream's end, answers those only who had asked before it was read.
 *   <li>When a page can't be read, all who wait are told so: for none of them Redis is there.
 * </ol>
 *
 * <p>For all threads; stages are completed on the thread that brings the page, or the caller's.
 */
final class SharedPages {
    /** Reads one page: the messages later than that time, microseconds. Fails in bounded time. */
    interface Source {
        CompletableFuture<EncodedPage> read(long after);
    }

    private static final class Wanted {
        final long after;
        final long asked;
        boolean answered;
        final CompletableFuture<EncodedPage> page = new CompletableFuture<>();

        Wanted(long after, long asked) {
            this.after = after;
            this.asked = asked;
        }
    }

    /** So many pages are kept after somebody went on elsewhere. */
    private static final int SHARED = 8;
    /** At one address nobody has turns of their own: each asks for one page, and then again. */
    private static final String ONE_QUEUE = "";

    private final Source source;
    private final long maxBytes;
    /** Those who ask, and some that were answered before it was their turn. */
    private final FairQueue<Wanted> turns = new FairQueue<>();
    /** Those who wait, by the time after which they want to read. */
    private final TreeMap<Long, List<Wanted>> waiting = new TreeMap<>();
    /** Full pages by the time after which they begin. */
    private final TreeMap<Long, EncodedPage> kept = new TreeMap<>();
    /** The same, the one used longest ago first. */
    private final LinkedHashMap<Long, EncodedPage> used = new LinkedHashMap<>(16, 0.75f, true);

    private long keptBytes;
    /** The page that came last: after which times it begins and ends. */
    private long newestBegin;

    private long newestEnd;
    /** Of how many pages to come it is taken for granted that several read: somebody lately went on elsewhere than there. */
    private int shared;
    /** Where the last page begins that was kept for one who reads alone, as it seems; null where there is none. */
    private @Nullable Long lonely;

    private long asked;
    private boolean reading;

    /** @param maxBytes of pages that are kept */
    SharedPages(Source source, long maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /** A page that holds what comes right after that time, if anything does; it may begin earlier. */
    CompletableFuture<EncodedPage> read(long after, ClientAddress address) {
        Wanted wanted;
        synchronized (this) {
            EncodedPage present = keptFor(after);
            if (after < newestBegin || after > newestEnd) {
                shared = SHARED;
            }
            if (present != null) {
                return CompletableFuture.completedFuture(present);
            }
            wanted = new Wanted(after, asked++);
            turns.add(address, ONE_QUEUE, wanted, 1);
            waiting.computeIfAbsent(after, key -> new ArrayList<>()).add(wanted);
            if (reading) {
                return wanted.page;
            }
            reading = true;
        }
        readNext();
        return wanted.page;
    }

    /** Bytes of the pages that are kept. */
    synchronized long keptBytes() {
        return keptBytes;
    }

    private @Nullable EncodedPage keptFor(long after) {
        Map.Entry<Long, EncodedPage> found = kept.floorEntry(after);
        if (found == null || after >= found.getValue().last()) {
            return null;
        }
        return used.get(found.getKey());
    }

    private void readNext() {
        // A page that is there at once must not begin the next one from within.
        boolean goesOn = true;
        while (goesOn) {
            Wanted next;
            long askedBefore;
            synchronized (this) {
                next = nextTurn();
                askedBefore = asked;
                reading = next != null;
            }
            if (next == null) {
                return;
            }
            CompletableFuture<EncodedPage> page = read(next.after);
            goesOn = page.isDone();
            if (goesOn) {
                came(page, askedBefore);
            } else {
                page.whenComplete((read, failure) -> {
                    came(page, askedBefore);
                    readNext();
                });
            }
        }
    }

    private CompletableFuture<EncodedPage> read(long after) {
        try {
            return source.read(after);
        } catch (Throwable broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    private @Nullable Wanted nextTurn() {
        Wanted next = turns.poll();
        while (next != null && next.answered) {
            next = turns.poll();
        }
        return next;
    }

    private void came(CompletableFuture<EncodedPage> page, long askedBefore) {
        List<Wanted> answered = new ArrayList<>();
        synchronized (this) {
            if (page.isCompletedExceptionally()) {
                waiting.values().forEach(answered::addAll);
                waiting.clear();
            } else {
                keep(page.join());
                answered.addAll(answeredBy(page.join(), askedBefore));
            }
            answered.forEach(one -> one.answered = true);
        }
        page.whenComplete((read, failure) -> answered.forEach(one -> {
            if (failure == null) {
                one.page.complete(read);
            } else {
                one.page.completeExceptionally(failure);
            }
        }));
    }

    private List<Wanted> answeredBy(EncodedPage page, long askedBefore) {
        Map<Long, List<Wanted>> candidates = page.more()
                ? waiting.subMap(page.after(), Math.max(page.after() + 1, page.last()))
                : waiting.tailMap(page.after());
        List<Wanted> answered = new ArrayList<>();
        candidates.values().removeIf(wanted -> {
            wanted.removeIf(one -> {
                boolean mine = page.more() || one.asked < askedBefore;
                if (mine) {
                    answered.add(one);
                }
                return mine;
            });
            return wanted.isEmpty();
        });
        return answered;
    }

    private void keep(EncodedPage page) {
        boolean alone = shared == 0;
        shared = Math.max(0, shared - 1);
        newestBegin = page.after();
        newestEnd = page.last();
        if (alone && lonely != null) {
            forget(lonely);
        }
        lonely = alone ? page.after() : null;
        if (!page.more()) {
            return;
        }
        forget(page.after());
        kept.put(page.after(), page);
        used.put(page.after(), page);
        keptBytes += page.messages().bytes();
        while (keptBytes > maxBytes) {
            forget(used.keySet().iterator().next());
        }
    }

    private void forget(long after) {
        EncodedPage gone = kept.remove(after);
        if (gone != null) {
            used.remove(after);
            keptBytes -= gone.messages().bytes();
        }
    }
}
