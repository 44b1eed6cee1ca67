package parley.app.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.json.JsonLine;
import parley.app.options.CommandException;
import parley.app.options.Converters;
import parley.archiver.query.ArchiveReader;
import parley.archiver.query.Summary;
import parley.archiver.query.Verification;
import parley.archiver.store.ArchiveException;
import parley.archiver.store.Replacement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "restore",
        description = "Put a copy of a backup in the archive's place, and keep what was there aside.",
        footer = "Not while an archiver runs. It goes on where the backup ends, with what Redis still keeps.")
final class ArchiveRestore implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Parameters(paramLabel = "FILE", converter = Converters.File.class, description = "The backup. It stays as it is.")
    Path file = Path.of("");

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        here.data.create();
        try (Replacement replacement = Replacement.begin(here.data.directory)) {
            Summary summary = check(replacement.copy(file));
            Path aside = replacement.replace(Instant.now());
            here.print(
                    "restored " + summary.messages() + " messages"
                            + (summary.lastId() == null ? "" : ", the newest of " + summary.lastId())
                            + (aside == null ? "" : "; what was there is now " + aside),
                    new JsonLine()
                            .add("messages", summary.messages())
                            .add("last_id", summary.lastId())
                            .add("aside", aside == null ? null : aside.toString()));
            return 0;
        } catch (ArchiveException e) {
            throw CommandException.ofWork(String.valueOf(e.getMessage()));
        } finally {
            here.flush();
        }
    }

    /** Gaps are no reason to refuse a backup: what is missing there is missing in any. */
    private Summary check(Path directory) {
        try (ArchiveReader reader = ArchiveReader.open(directory)) {
            Verification found = reader.verify();
            if (!found.problems().isEmpty()) {
                throw new ArchiveException(file + " is not whole: " + String.join("; ", found.problems()));
            }
            return reader.summary();
        }
    }
}
