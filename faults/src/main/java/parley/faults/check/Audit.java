package parley.faults.check;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.faults.check.ArchiveFile.Gap;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.deployment.Deployment;
import parley.faults.traffic.SentMessages;
import parley.faults.traffic.SentMessages.Account;
import parley.faults.traffic.SentMessages.Refusal;
import parley.faults.traffic.Traffic;
import parley.harness.process.Waiting;
import parley.harness.verdict.Problems;

/**
 * Checks, while nobody speaks and nothing is unanswered, what the archive and the readers have after each fault: every message that
 * was acknowledged since the last time is in the archive exactly once and was shown to each reader exactly once, in order; no other
 * is, but what was stored before its refusal; and the archive proves itself. Only where Redis lost data may a message be missing,
 * and only where a gap, or to readers MISSED, stands in its place.
 */
public final class Audit {
    private static final Duration DELIVERED = Duration.ofSeconds(10);

    private final Deployment deployment;
    private final Traffic traffic;
    private final ArchiveFile archive;
    /** By text, from earlier audits too: they are never to be stored again. */
    private final Map<String, Refusal> refused = new HashMap<>();

    private long closedAt;
    private List<Gap> knownGaps = List.of();

    public Audit(Deployment deployment, Traffic traffic) {
        this.deployment = deployment;
        this.traffic = traffic;
        archive = new ArchiveFile(deployment.archive());
    }

    /** @param lossAllowed whether Redis lost data since the last audit */
    public void close(boolean lossAllowed, Problems problems) throws IOException, SQLException, InterruptedException {
        SentMessages sent = traffic.sentMessages();
        Account account = sent.account();
        refused.putAll(account.refused());
        long newest = sent.newest();
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
        new ArchiveCheck(account, refused, lossAllowed ? gaps : List.of()).check(rows, problems);
        checkProof(problems);
        if (!lossAllowed) {
            problems.addAll("a gap in the archive, and nothing was lost", newGaps);
        }
        traffic.takeSeen()
                .forEach((reader, seen) -> new ReaderCheck(reader, account, stored, lossAllowed).check(seen, problems));

        knownGaps = gaps;
        // Of bridges' messages only: direct clients' have the archiver's clock, which may be ahead of Redis's.
        closedAt = stored.stream().mapToLong(Row::micros).max().orElse(closedAt);
        sent.settle();
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
