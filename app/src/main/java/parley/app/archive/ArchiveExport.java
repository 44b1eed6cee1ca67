package parley.app.archive;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.Converters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "export", description = "Print all messages, oldest first.")
final class ArchiveExport implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "From this moment on, such as 2026-11-23 or 2026-11-23T10:01:02Z.")
    @Nullable
    Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Up to this moment, which does not belong to it.")
    @Nullable
    Instant to;

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        return here.read(reader -> {
            reader.export(from, to, here::print);
            return 0;
        });
    }
}
