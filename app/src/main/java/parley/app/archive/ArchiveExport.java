package parley.app.archive;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.options.Converters;
import parley.archiver.query.Exported;
import parley.archiver.query.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "export",
        description = "Print all messages, oldest first.",
        footer = {
            "Where there are more than are printed, a line on standard error says so.",
            "CSV is that of RFC 4180, in UTF-8. Texts are in it as they are, also those that a spreadsheet takes for"
                    + " formulas (=, +, -, @): let it read the columns as text."
        })
final class ArchiveExport implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Mixin
    SelectionOptions selected = new SelectionOptions();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "Only the oldest N. Default: all.")
    @Nullable
    Integer limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = MessageFormat.Converter.class,
            description =
                    "text, json (as with --json), or csv, with the columns' names in its first line. Default: text.")
    @Nullable
    MessageFormat format;

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        Selection selection = selected.selection();
        long most = limit == null ? Long.MAX_VALUE : limit;
        return here.read(reader -> {
            MessageFormat chosen = format == null ? here.format() : format;
            here.begin(chosen);
            Exported exported = reader.export(selection, most, message -> here.print(message, chosen));
            if (exported.nextId() != null) {
                here.remark(
                        "export",
                        "there are more; these are the oldest " + limit + ", and --from " + exported.nextId()
                                + " goes on behind them");
            }
            return 0;
        });
    }
}
