package parley.app.archive;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.Converters;
import parley.archiver.query.Found;
import parley.archiver.query.Selection;
import parley.archiver.words.Segmentation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "search",
        description = "Print the messages that hold all of these words, oldest first.",
        footer = "Where there are more than are printed, a line on standard error says so.")
final class ArchiveSearch implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Mixin
    SelectionOptions selected = new SelectionOptions();

    @Option(names = "--phrase", description = "The words in this order, with no other between them.")
    boolean phrase;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Only the newest N. Default: 1000.")
    int limit = 1_000;

    @Parameters(
            paramLabel = "word",
            arity = "1..*",
            description =
                    "Whole words in any script, or single Chinese or Japanese characters; of a word that ends in an"
                            + " asterisk (wor*, but not with --phrase) the beginning.")
    List<String> words = List.of();

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        Selection selection = selected.selection();
        String text = String.join(" ", words);
        Optional<String> query = phrase ? Segmentation.phraseQuery(text) : Segmentation.queryWithPrefixes(text);
        return here.read(reader -> {
            Found found = reader.search(query, selection, limit);
            found.messages().forEach(here::print);
            if (found.more()) {
                here.remark(
                        "search",
                        "there are more; these are the newest " + limit + ", and --to "
                                + found.messages().get(0).id() + " finds those before them");
            }
            return 0;
        });
    }
}
