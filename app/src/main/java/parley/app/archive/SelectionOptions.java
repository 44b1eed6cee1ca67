package parley.app.archive;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import parley.app.options.CommandException;
import parley.app.options.Converters;
import parley.archiver.query.Selection;
import picocli.CommandLine.Option;

/** Holds the options that say which messages are meant. */
final class SelectionOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description =
                    "From this moment on: 2026-11-23, which is midnight in UTC, or 2026-11-23T10:01:02Z, or +01:00"
                            + " in place of the Z.")
    @Nullable
    Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Converters.Time.class,
            description = "Up to this moment, which does not belong to it.")
    @Nullable
    Instant to;

    @Option(
            names = "--sender",
            paramLabel = "NICK",
            description = "Only of this sender, regardless of case; of announcements it is Administrator.")
    @Nullable
    String sender;

    /** @throws CommandException where no time lies between them */
    Selection selection() {
        if (from != null && to != null && !from.isBefore(to)) {
            throw CommandException.ofRequest(
                    "--from is not before --to, which is the first moment that is left out: nothing lies between them");
        }
        return new Selection(from, to, sender);
    }
}
