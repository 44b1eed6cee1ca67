package parley.app.archive;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.json.JsonLine;
import parley.app.options.Converters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "backup", description = "Copy the archive as it is now to a new file, while it is written or not.")
final class ArchiveBackup implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Parameters(
            paramLabel = "FILE",
            converter = Converters.File.class,
            description = "The copy, which must not exist yet.")
    Path file = Path.of("");

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        return here.read(reader -> {
            reader.backup(file);
            here.print("the archive is copied to " + file, new JsonLine().add("file", file.toString()));
            return 0;
        });
    }
}
