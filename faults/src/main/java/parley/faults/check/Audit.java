package parley.faults.check;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.faults.check.ArchiveFile.Gap;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.deployment.Deployment;
import parley.faults.traffic.SentMessages.Unacknowledged;
import parley.faults.traffic.Traffic;
import parley.harness.process.Waiting;
import parley.harness.verdict.Problems;

/**
 * Checks, while nobody speaks, what the archive and the readers have after each fault: every message that was acknowledged since
 * the last time is in the archive exactly once and was shown to each reader exactly once, in order; none that was refused came
 * later; and the archive proves itself. Only where Redis lost data may a message be missing, and only where a gap, or to readers
 * MISSED, stands in its place.
 */
public final class Audit {
    private static final Duration DELIVERED = Duration.ofSeconds(10);

    private final Deployment deployment;
    private final Traffic traffic;
    private final ArchiveFile archive;
    /** By text, from earlier audits: they may have been stored, but never again. */
    private final Map<String, Unacknowledged> oldUnacknowledged = new HashMap<>();

    private long closedAt;
    private List<Gap> knownGaps = List.of();

    public Audit(Deployment deployment, Traffic traffic) {
        this.deployment = deployment;
        this.traffic = traffic;
        archive = new ArchiveFile(deployment.archive());
    }

    /** @param lossAllowed whether Redis lost data since the last audit */
    public void close(boolean lossAllowed, Problems problems) throws IOException, SQLException, InterruptedException {
        Map<String, Long> acknowledged = traffic.sentMessages().acknowledged();
        oldUnacknowledged.putAll(traffic.sentMessages().unacknowledged());
        long newest =
                acknowledged.values().stream().mapToLong(Long::longValue).max().orElse(closedAt);
        if (newest > closedAt && !Waiting.comes(DELIVERED, () -> archive.holds(newest))) {
            problems.add("the newest message that was acknowledged does not come into the archive");
        }
        if (!Waiting.comes(DELIVERED, () -> traffic.lagging().isEmpty())) {
            problems.add("not shown the newest messages: " + traffic.lagging());
        }
        List<Row> rows = archive.rowsAfter(closedAt);
        List<Row> stored = rows.stream().filter(Row::isOfBridge).toList();
        List<Gap> gaps = archive.gaps();
        List<Gap> newGaps =
                gaps.stream().filter(gap -> !knownGaps.contains(gap)).toList();
        checkArchive(acknowledged, stored, lossAllowed ? gaps : List.of(), problems);
        checkDirect(rows, problems);
        checkProof(problems);
        if (!lossAllowed) {
            problems.addAll("a gap in the archive, and nothing was lost", newGaps);
        }
        traffic.takeSeen()
                .forEach((reader, seen) ->
                        new ReaderCheck(reader, acknowledged, stored, lossAllowed).check(seen, problems));

        knownGaps = gaps;
        // Of bridges' messages only: direct clients' have the archiver's clock, which may be ahead of Redis's.
        closedAt = stored.stream().mapToLong(Row::micros).max().orElse(closedAt);
        traffic.sentMessages().settle();
    }

    private void checkArchive(Map<String, Long> acknowledged, List<Row> stored, List<Gap> excuses, Problems problems) {
        Map<String, Row> byText = new HashMap<>();
        List<Row> twice = new ArrayList<>();
        List<Row> strange = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (Row row : stored) {
            if (byText.put(row.text(), row) != null) {
                twice.add(row);
            }
            Unacknowledged message = oldUnacknowledged.get(row.text());
            if (message != null && row.micros() > message.refusedAt()) {
                late.add(row + " after " + message);
            } else if (message == null && !acknowledged.containsKey(row.text())) {
                strange.add(row);
            }
        }
        problems.addAll("archived twice", twice);
        problems.addAll("archived, and nobody sent it since the last audit", strange);
        problems.addAll("stored after it was refused", late);
        problems.addAll(
                "acknowledged and not in the archive",
                acknowledged.entrySet().stream()
                        .filter(sent -> !isArchived(sent.getKey(), sent.getValue(), byText))
                        .filter(sent -> excuses.stream().noneMatch(gap -> gap.covers(sent.getValue())))
                        .sorted(Map.Entry.comparingByValue())
                        .toList());
    }

    private static boolean isArchived(String text, long micros, Map<String, Row> byText) {
        Row row = byText.get(text);
        return row != null
                && row.micros() == micros
                && row.kind().equals("lobby")
                && isOf(text.substring(0, text.indexOf(' ')), row.sender());
    }

    /** Whoever had to give up a name goes on as name-1. */
    private static boolean isOf(String writer, String sender) {
        return sender.equals(writer) || sender.startsWith(writer + "-");
    }

    private static void checkDirect(List<Row> rows, Problems problems) {
        Map<String, Row> byText = new HashMap<>();
        problems.addAll(
                "a direct client's message archived twice",
                rows.stream()
                        .filter(row -> !row.isOfBridge())
                        .sorted(Comparator.comparing(Row::id))
                        .filter(row -> byText.put(row.text(), row) != null)
                        .toList());
    }

    private void checkProof(Problems problems) throws IOException {
        List<String> proof = deployment.verifyArchive();
        problems.addAll(
                "archive verify",
                proof.stream().filter(line -> line.contains("\"problem\":")).toList());
        String verdict = proof.isEmpty() ? "" : proof.get(proof.size() - 1);
        if (!verdict.contains("\"complete\":")) {
            problems.add("archive verify did not end well: " + verdict);
        }
    }
}
