package parley.app.archive;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.Converters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "search", description = "Print the messages that hold all of these words, oldest first.")
final class ArchiveSearch implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Only the newest N. Default: 1000.")
    int limit = 1_000;

    @Parameters(
            paramLabel = "word",
            arity = "1..*",
            description = "Whole words in any script, or single Chinese or Japanese characters.")
    List<String> words = List.of();

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        return here.read(reader -> {
            reader.search(String.join(" ", words), limit).forEach(here::print);
            return 0;
        });
    }
}
