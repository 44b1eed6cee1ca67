package parley.archiver;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import parley.archiver.store.Archive;
import parley.archiver.store.Pruner;
import parley.archiver.stream.DirectMessage;
import parley.archiver.stream.DirectQueue;
import parley.archiver.stream.LobbyListener;
import parley.archiver.stream.Position;
import parley.archiver.stream.StreamBatch;
import parley.archiver.stream.StreamReader;
import parley.redis.endpoint.WrongNode;

/**
 * Copies the stream, and what direct clients said meanwhile, into the archive, on one thread. Each round reads what
 * comes after the archive's position and writes it in one transaction; while one is being written the next gathers, so
 * batches grow under load. Where Redis or the disk fails, nothing has happened: the position stands, direct messages
 * wait, and it is tried again.
 */
final class StreamCopier implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(StreamCopier.class);

    private static final int SMALLEST_BATCH = 100;
    private static final int LARGEST_BATCH = 5_000;
    private static final long LARGEST_BATCH_BYTES = 8L << 20;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(1);
    private static final long CHECK_NANOS = Duration.ofSeconds(1).toNanos();
    /** What pruning may take of a round: nobody waits for longer to have a message archived. */
    private static final long PRUNING_NANOS = Duration.ofMillis(100).toNanos();

    private static final long LAST_READS_NANOS = Duration.ofSeconds(2).toNanos();

    private final Archive archive;
    private final StreamReader stream;
    private final LobbyListener listener;
    private final DirectQueue queue;
    private final CopierStatus status;
    private final LongConsumer archived;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final RecurringFailure redisFailure = new RecurringFailure(log, Level.WARN, "Redis can't be used");
    private final RecurringFailure listenFailure =
            new RecurringFailure(log, Level.WARN, "The lobby cannot be listened to");
    private final RecurringFailure writeFailure =
            new RecurringFailure(log, Level.ERROR, "The archive cannot be written");

    private List<DirectMessage> direct = List.of();
    private Duration pause = FIRST_PAUSE;
    private int batchSize = SMALLEST_BATCH;
    private int batchLimit = LARGEST_BATCH;
    private long checkedAt = System.nanoTime() - CHECK_NANOS;
    private long prunedAt = System.nanoTime() - CHECK_NANOS;
    private boolean pruning;

    /** @param archived told how far the stream is archived, by the time of a message, microseconds; must not block */
    StreamCopier(
            Archive archive,
            StreamReader stream,
            LobbyListener listener,
            DirectQueue queue,
            CopierStatus status,
            LongConsumer archived) {
        this.archive = archive;
        this.stream = stream;
        this.listener = listener;
        this.queue = queue;
        this.status = status;
        this.archived = archived;
    }

    @Override
    public void run() {
        while (stopping.getCount() > 0) {
            boolean well = step();
            status.trouble(redisFailure.reason(), listenFailure.reason(), writeFailure.reason());
            if (well) {
                pause = FIRST_PAUSE;
            } else {
                pause();
            }
        }
        listener.close();
        long end = System.nanoTime() + LAST_READS_NANOS;
        long before;
        do {
            before = status.bridge();
        } while (step() && (status.bridge() > before || queue.size() > 0) && System.nanoTime() < end);
        if (!direct.isEmpty() || queue.size() > 0) {
            log.error("{} direct messages could not be written and are lost", direct.size() + queue.size());
        }
    }

    /** What was heard and what the stream already has is still written. */
    void stop() {
        stopping.countDown();
    }

    /** False when something failed. */
    private boolean step() {
        try {
            Position position = archive.position();
            status.position(position.number());
            archived.accept(position.micros());
            StreamBatch batch = read(position);
            status.read(batch);
            if (direct.isEmpty()) {
                direct = queue.take();
            }
            if (!direct.isEmpty() || !batch.streamId().equals(position.streamId())) {
                Archive.Written written = archive.write(batch, direct);
                direct = List.of();
                status.add(written);
                batch.newestMicros().ifPresent(queue::passed);
                if (written.gaps() > 0) {
                    log.warn("Messages are missing; {} more gaps are written down in the archive", written.gaps());
                }
            }
            status.written();
            prune();
            writeFailure.over();
        } catch (SQLException | RuntimeException e) {
            writeFailure.failed(e);
        }
        return redisFailure.reason() == null && writeFailure.reason() == null;
    }

    /** Once a second, and in each round while there is more to do. */
    private void prune() throws SQLException {
        long start = System.nanoTime();
        if (stopping.getCount() == 0 || !(pruning || start - prunedAt > CHECK_NANOS)) {
            return;
        }
        do {
            Pruner.Step step = archive.prune();
            status.pruned(step.messages());
            pruning = step.more();
        } while (pruning && System.nanoTime() - start < PRUNING_NANOS);
        prunedAt = start;
    }

    private StreamBatch read(Position position) throws SQLException {
        try {
            boolean checkDue =
                    System.nanoTime() - checkedAt > CHECK_NANOS || redisFailure.reason() != null || listener.isCut();
            // What is due isn't held up by waiting for messages: at the start, that is to listen.
            StreamBatch batch = stream.read(position.streamId(), batchSize, !checkDue);
            if (checkDue) {
                stream.requireMaster();
                checkProgress(position);
            }
            boolean follows = batch.entries().isEmpty()
                    || position.isFollowedBy(batch.entries().get(0).id());
            boolean sameStream = (!checkDue && follows) || stream.hasContinued(position.streamId());
            redisFailure.over();
            if (sameStream) {
                adaptBatchSize(batch);
                return batch;
            }
        } catch (RedisCommandTimeoutException e) {
            // Not to ask in vain for ever for more than it can give in time.
            batchLimit = Math.max(SMALLEST_BATCH, batchSize / 2);
            batchSize = batchLimit;
            stream.hangUp();
            redisFailure.failed(e);
            return StreamBatch.nothingAfter(position.streamId());
        } catch (RedisException e) {
            if (WrongNode.isSaidBy(e)) {
                stream.hangUp();
            }
            redisFailure.failed(e);
            return StreamBatch.nothingAfter(position.streamId());
        }
        log.warn("The stream is not the one that was read so far; it is read from its beginning");
        archive.startOver("the stream was replaced: Redis came back with other or older data");
        status.gap();
        return StreamBatch.nothingAfter(Position.START);
    }

    private void checkProgress(Position position) throws SQLException {
        checkedAt = System.nanoTime();
        status.behind(stream.behind(position));
        status.messages(archive.messages());
        if (stopping.getCount() > 0) {
            try {
                listener.keepHearing(stream);
                stream.publish(listener.probeChannel(), "?");
                listenFailure.over();
            } catch (RedisException e) {
                // Not a reason to leave the stream unread; if Redis is away, the next read will say so.
                listenFailure.failed(e);
            }
        }
    }

    private void adaptBatchSize(StreamBatch batch) {
        if (batch.bytes() > LARGEST_BATCH_BYTES) {
            batchSize = Math.max(SMALLEST_BATCH, batchSize / 2);
        } else if (batch.more()) {
            batchLimit = Math.min(LARGEST_BATCH, batchLimit + SMALLEST_BATCH);
            batchSize = Math.min(batchLimit, batchSize * 2);
        }
    }

    private void pause() {
        try {
            stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            log.debug("Nobody interrupts this thread", e);
        }
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LAST_PAUSE) < 0 ? doubled : LAST_PAUSE;
    }
}
