package parley.archiver;

import java.io.Closeable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.archiver.search.SearchService;
import parley.archiver.store.Archive;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.ArchiveFile;
import parley.archiver.store.Retention;
import parley.archiver.stream.AnswerPublisher;
import parley.archiver.stream.DirectQueue;
import parley.archiver.stream.LobbyListener;
import parley.archiver.stream.RedisConnections;
import parley.archiver.stream.StreamReader;
import parley.protocol.metric.Metric;
import parley.redis.endpoint.RedisEndpoint;

/**
 * Writes the lobby into the archive of a data directory from {@link #start} to {@link #close}: what came through bridges exactly
 * once, whatever ends this process and when, as long as Redis keeps it; what direct clients say while this listens.
 */
public final class Archiver implements Closeable {
    private static final Logger log = LoggerFactory.getLogger(Archiver.class);

    /** The last reads, and one command that Redis does not answer, take less. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

    private final ArchiveFile file;
    private final Archive archive;
    private final RedisConnections redis;
    private final StreamReader stream;
    private final LobbyListener listener;
    private final DirectQueue queue;
    private final CopierStatus status;
    private final StreamCopier copier;
    private final AnswerPublisher publisher;
    private final SearchService searches;
    private final Thread thread;

    private Archiver(RedisEndpoint where, Path directory, Archive archive, InstantSource clock) throws SQLException {
        this.archive = archive;
        file = ArchiveFile.in(directory);
        queue = new DirectQueue(clock, archive.newestMicros().orElse(0), DirectQueue.MAX_MESSAGES);
        status = new CopierStatus(clock);
        redis = new RedisConnections(where);
        stream = new StreamReader(redis);
        publisher = new AnswerPublisher(redis);
        listener = new LobbyListener(redis, queue, this::asked);
        searches = new SearchService(
                directory,
                listener.id(),
                (bridge, answer) -> publisher.publish(listener.channelOf(bridge), answer.toString()));
        copier = new StreamCopier(archive, stream, listener, queue, status, searches::archived);
        thread = new Thread(copier, "archiver");
        thread.setDaemon(true);
    }

    /** Starts one that lets nothing go. @throws ArchiveException as the other {@code start} does */
    public static Archiver start(RedisEndpoint where, Path directory, InstantSource clock) {
        return start(where, directory, Retention.ALL, clock);
    }

    /**
     * Returns at once, with Redis in reach or not: it is tried again until {@link #close}.
     *
     * @param directory holds {@code archive.db}; it and the file are made where they are not there
     * @param retention what the archive keeps
     * @param clock gives direct messages their time, and all messages their age
     * @throws ArchiveException when the archive cannot be used, with Redis not even tried
     */
    public static Archiver start(RedisEndpoint where, Path directory, Retention retention, InstantSource clock) {
        Archive archive = Archive.open(directory, retention, clock);
        try {
            Archiver archiver = new Archiver(where, directory, archive, clock);
            archiver.thread.start();
            return archiver;
        } catch (SQLException e) {
            archive.close();
            throw ArchiveException.failed("the archive in " + directory + " cannot be read", e);
        }
    }

    private void asked(byte[] question) {
        searches.take(question);
    }

    /** The archive's file. */
    public Path path() {
        return file.path();
    }

    /** Whether it reads the stream, hears itself through Redis, and can write. */
    public boolean ready() {
        return thread.isAlive() && status.isWell() && listener.hears();
    }

    /** What fails at present, in words; empty while nothing does. */
    public Optional<String> trouble() {
        return Optional.ofNullable(status.trouble());
    }

    /** All are named {@code archiver_…}. */
    public List<Metric> metrics() {
        List<Metric> all = new ArrayList<>(status.metrics());
        all.addAll(searches.metrics());
        all.add(Metric.gauge("archiver_archive_bytes", "What the archive takes on disk", file::bytes));
        all.add(Metric.counter(
                "archiver_direct_lost", "Messages of direct clients dropped because too many waited", queue::lost));
        all.add(Metric.gauge("archiver_direct_waiting", "Messages of direct clients not written yet", queue::size));
        all.add(Metric.gauge(
                "archiver_hearing", "1 while the lobby's channel is heard", () -> listener.hears() ? 1 : 0));
        return List.copyOf(all);
    }

    /** Stops listening, writes what was heard and what the stream has by now, for two seconds at most, and closes the archive. */
    @Override
    public void close() {
        copier.stop();
        searches.close();
        publisher.close();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.error("The archive is still being written; it is left as it is, nothing that was acknowledged is lost");
        } else {
            archive.close();
        }
        stream.close();
        redis.close();
    }
}
