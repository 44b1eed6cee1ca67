package parley.app.service;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.app.options.RetentionOptions;
import parley.archiver.Archiver;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.Retention;
import parley.archiver.store.SqliteLibrary;
import parley.protocol.metric.Metric;
import parley.redis.endpoint.RedisEndpoint;

/** Runs the archiver of this process. */
record ArchiverPart(Archiver archiver) implements Part {

    /**
     * To be asked before anything is started, so that nothing has to be undone.
     *
     * @throws CommandException if SQLite can't be had here
     */
    static void requireUsable() {
        try {
            SqliteLibrary.require();
        } catch (ArchiveException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns at once; Redis is waited for behind the scenes.
     *
     * @throws CommandException if the archive can't be used
     */
    static ArchiverPart start(Path directory, RetentionOptions keep, RedisEndpoint redis) {
        try {
            Retention retention = new Retention(keep.age, null, keep.bytes());
            return new ArchiverPart(Archiver.start(redis, directory, retention, InstantSource.system()));
        } catch (ArchiveException e) {
            throw CommandException.ofRequest(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "archiver";
    }

    @Override
    public @Nullable String trouble() {
        return archiver.ready() ? null : "archiver: " + archiver.trouble().orElse("not yet ready");
    }

    @Override
    public List<Metric> metrics() {
        return archiver.metrics();
    }

    @Override
    public void stop() {
        archiver.close();
    }
}
