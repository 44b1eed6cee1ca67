package parley.app.archive;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.json.JsonLine;
import parley.app.options.CommandException;
import parley.app.options.Converters;
import parley.app.options.RetentionOptions;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.Pruner;
import parley.archiver.store.Retention;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "prune",
        description = "Let the oldest messages go, for good; also while an archiver writes.",
        footer = "What goes is no gap, and verify knows of it. It may be ended at any time, and begun again.")
final class ArchivePrune implements Callable<Integer> {
    /** As long as a step took, but no longer, the archive is left to whoever writes it. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Mixin
    RetentionOptions keep = new RetentionOptions();

    @Option(
            names = "--before",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description =
                    "Let go what was said before this moment: 2026-11-23, midnight in UTC, or 2026-11-23T10:01:02Z.")
    @Nullable
    Instant before;

    @Override
    public Integer call() throws InterruptedException {
        ArchiveCommand here = Objects.requireNonNull(archive);
        Retention retention = new Retention(keep.age, before, keep.bytes());
        if (retention.keepsAll()) {
            throw CommandException.ofRequest("say what to keep: --keep, --keep-bytes or --before");
        }
        try (Pruner pruner = Pruner.open(here.data.directory, InstantSource.system())) {
            long gone = prune(pruner, retention);
            String beforeId =
                    pruner.pruned().isNothing() ? null : pruner.pruned().beforeId();
            long left = pruner.messages();
            here.print(
                    "let go " + gone + ", left " + left
                            + (beforeId == null ? "" : "; what was before " + beforeId + " is gone"),
                    new JsonLine().add("pruned", gone).add("messages", left).add("pruned_before", beforeId));
            return 0;
        } catch (ArchiveException e) {
            throw CommandException.ofWork(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            throw CommandException.ofWork("the archive cannot be written: " + e.getMessage());
        } finally {
            here.flush();
        }
    }

    private static long prune(Pruner pruner, Retention retention) throws SQLException, InterruptedException {
        long gone = 0;
        while (true) {
            long start = System.nanoTime();
            Pruner.Step step = pruner.step(retention);
            gone += step.messages();
            if (!step.more()) {
                return gone;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Thread.sleep((took.compareTo(LONGEST_PAUSE) < 0 ? took : LONGEST_PAUSE).toMillis());
        }
    }
}
