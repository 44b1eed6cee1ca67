package parley.faults.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.faults.check.ArchiveFile.Gap;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.traffic.SentMessages.Account;
import parley.faults.traffic.SentMessages.Refusal;
import parley.harness.verdict.Problems;

/**
 * Checks that the archive has what it is promised to have: each acknowledged message once, and nothing else of those who speak
 * through bridges. Where Redis lost data, a message may be missing in a gap; and one that was said again under its key may stand on
 * both sides of the gap, for the key was lost too.
 */
final class ArchiveCheck {
    private final Account account;
    private final Map<String, Refusal> refused;
    private final List<Gap> excuses;

    /**
     * Expects what was sent since the last check.
     *
     * @param refused ever, by text
     * @param excuses gaps that may be there; none where Redis lost no data
     */
    ArchiveCheck(Account account, Map<String, Refusal> refused, List<Gap> excuses) {
        this.account = account;
        this.refused = refused;
        this.excuses = excuses;
    }

    /** @param rows all since the last check, in order */
    void check(List<Row> rows, Problems problems) {
        checkDirect(rows, problems);
        List<Row> stored = rows.stream().filter(Row::isOfBridge).toList();
        Map<String, Row> byText = new HashMap<>();
        List<Row> twice = new ArrayList<>();
        List<Row> strange = new ArrayList<>();
        List<String> late = new ArrayList<>();
        for (Row row : stored) {
            Row before = byText.put(row.text(), row);
            if (before != null && !isExcused(before, row)) {
                twice.add(row);
            }
            Refusal refusal = refused.get(row.text());
            if (refusal != null && row.micros() > refusal.latest()) {
                late.add(row + " after " + refusal);
            } else if (refusal == null && !account.acknowledged().containsKey(row.text())) {
                strange.add(row);
            }
        }
        problems.addAll("archived twice", twice);
        problems.addAll("archived, and nobody sent it since the last audit", strange);
        problems.addAll("stored after it was refused", late);
        problems.addAll(
                "acknowledged and not in the archive",
                account.acknowledged().entrySet().stream()
                        .filter(sent -> !isArchived(sent.getKey(), sent.getValue(), byText))
                        .filter(sent -> excuses.stream().noneMatch(gap -> gap.covers(sent.getValue())))
                        .sorted(Map.Entry.comparingByValue())
                        .toList());
    }

    /** It was said again under its key after this had been lost. */
    private boolean isExcused(Row before, Row after) {
        return account.repeated().contains(after.text())
                && excuses.stream().anyMatch(gap -> gap.isBetween(before.id(), after.id()));
    }

    private static boolean isArchived(String text, long micros, Map<String, Row> byText) {
        Row row = byText.get(text);
        return row != null
                && row.micros() == micros
                && row.kind().equals("lobby")
                && row.sender().equals(text.substring(0, text.indexOf(' ')));
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
}
