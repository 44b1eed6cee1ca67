package parley.app.archive;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.app.json.JsonLine;
import parley.archiver.query.Gap;
import parley.archiver.query.Verification;
import parley.archiver.store.Pruned;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "verify",
        description = "Read the whole archive and tell whether it is complete.",
        footer = "Exit code: 0 if it is complete, 1 if not, after a line for each thing that is wrong.")
final class ArchiveVerify implements Callable<Integer> {

    @ParentCommand
    @Nullable
    ArchiveCommand archive;

    @Override
    public Integer call() {
        ArchiveCommand here = Objects.requireNonNull(archive);
        return here.read(reader -> {
            Verification found = reader.verify();
            for (String problem : found.problems()) {
                here.print(problem, new JsonLine().add("problem", problem));
            }
            for (Gap gap : found.gaps()) {
                here.print(gap.toString(), json(gap));
            }
            Pruned pruned = found.pruned();
            if (!pruned.isNothing()) {
                here.print(
                        "let go on purpose: " + pruned.messages() + ", all before " + pruned.beforeId(),
                        new JsonLine().add("pruned", pruned.messages()).add("pruned_before", pruned.beforeId()));
            }
            here.print(
                    (found.complete() ? "complete" : "not complete") + "; proven without a hole: " + found.proven(),
                    new JsonLine().add("complete", found.complete()).add("proven", found.proven()));
            return found.complete() ? 0 : 1;
        });
    }

    private static JsonLine json(Gap gap) {
        return new JsonLine()
                .add("after_id", gap.afterId())
                .add("before_id", gap.beforeId())
                .add("missing", gap.missing())
                .add("reason", gap.reason())
                .add("noticed_at", gap.noticedAt());
    }
}
