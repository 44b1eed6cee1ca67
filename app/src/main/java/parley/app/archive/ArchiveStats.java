package parley.app.archive;

import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.json.JsonLine;
import parley.archiver.query.Activity;
import parley.archiver.query.Summary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "stats", description = "Print how much there is in it, and from when.")
final class ArchiveStats implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Option(names = "--days", description = "Also how much was said on each day, of UTC.")
    boolean days;

    @Option(names = "--senders", description = "Also how much each sender has said, and from when to when.")
    boolean senders;

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        return here.read(reader -> {
            Summary summary = reader.summary();
            here.print(text(summary), json(summary));
            if (days) {
                reader.days().forEach(day -> here.print(text(day), json(day)));
            }
            if (senders) {
                reader.senders().forEach(sender -> here.print(text(sender), json(sender)));
            }
            return 0;
        });
    }

    private static String text(Summary summary) {
        var text = new StringBuilder()
                .append("archive   ")
                .append(summary.path())
                .append("\nmessages  ")
                .append(summary.messages());
        for (Summary.Count count : summary.counts()) {
            text.append(String.format(
                    Locale.ROOT,
                    "\n          %d %s by %s",
                    count.messages(),
                    count.kind().word(),
                    count.via().word()));
        }
        return text.append("\nfirst     ")
                .append(summary.firstId() == null ? "-" : summary.firstId())
                .append("\nlast      ")
                .append(summary.lastId() == null ? "-" : summary.lastId())
                .append("\ngaps      ")
                .append(summary.gaps())
                .append("\npruned    ")
                .append(
                        summary.pruned().isNothing()
                                ? "0"
                                : summary.pruned().messages() + ", all before "
                                        + summary.pruned().beforeId())
                .append("\nbytes     ")
                .append(summary.bytes())
                .toString();
    }

    private static JsonLine json(Summary summary) {
        JsonLine json = new JsonLine().add("archive", summary.path().toString()).add("messages", summary.messages());
        for (Summary.Count count : summary.counts()) {
            json.add(count.kind().word() + "_" + count.via().word(), count.messages());
        }
        return json.add("first_id", summary.firstId())
                .add("last_id", summary.lastId())
                .add("gaps", summary.gaps())
                .add("pruned", summary.pruned().messages())
                .add(
                        "pruned_before",
                        summary.pruned().isNothing() ? null : summary.pruned().beforeId())
                .add("bytes", summary.bytes());
    }

    private static String text(Activity.Day day) {
        return "day       " + day.day() + "  " + day.messages() + " messages, " + day.senders() + " senders";
    }

    private static JsonLine json(Activity.Day day) {
        return new JsonLine()
                .add("day", day.day())
                .add("messages", day.messages())
                .add("senders", day.senders());
    }

    private static String text(Activity.Sender sender) {
        return "sender    " + sender.messages() + " messages, " + sender.firstId() + " to " + sender.lastId() + ": "
                + sender.sender();
    }

    private static JsonLine json(Activity.Sender sender) {
        return new JsonLine()
                .add("sender", sender.sender())
                .add("messages", sender.messages())
                .add("first_id", sender.firstId())
                .add("last_id", sender.lastId());
    }
}
