package parley.app.service;

import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.archiver.Archiver;
import parley.archiver.store.ArchiveException;

/** Runs the archiver of this process. */
record ArchiverPart(Archiver archiver) implements Part {

    private static final List<Meter> METERS = List.of(
            new Meter("archived_bridge", "Messages of bridges written since the start", true),
            new Meter("archived_direct", "Messages of direct clients written since the start", true),
            new Meter("repeats", "Messages met again and passed over", true),
            new Meter("gaps", "Gaps noticed since the start", true),
            new Meter("batches", "Transactions committed", true),
            new Meter("direct_lost", "Messages of direct clients dropped because too many waited", true),
            new Meter("direct_waiting", "Messages of direct clients not written yet", false),
            new Meter("behind", "Messages in the stream not written yet", false),
            new Meter("redis_up", "1 while Redis answers", false),
            new Meter("writable", "1 while the archive can be written", false),
            new Meter("hearing", "1 while the lobby's channel is heard", false));

    /** A figure of the archiver's, by its name there. */
    private record Meter(String name, String help, boolean counter) {}

    /**
     * Returns at once; Redis is waited for behind the scenes.
     *
     * @throws CommandException if the archive can't be used
     */
    static ArchiverPart start(Path directory, String redis) {
        try {
            return new ArchiverPart(Archiver.start(RedisURI.create(redis), directory, InstantSource.system()));
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
    public List<Figure> figures() {
        return METERS.stream()
                .map(meter -> new Figure(
                        "archiver_" + meter.name(),
                        meter.help(),
                        meter.counter(),
                        () -> archiver.figures()
                                .getOrDefault(meter.name(), Double.NaN)
                                .doubleValue()))
                .toList();
    }

    @Override
    public void stop() {
        archiver.close();
    }
}
