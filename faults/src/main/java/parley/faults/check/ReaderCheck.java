package parley.faults.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.traffic.SeenLine;
import parley.faults.traffic.SentMessages.Account;
import parley.harness.verdict.Problems;

/**
 * Checks that one reader was shown what it is promised: each message once, in order. Where Redis lost data, MISSED may stand for
 * some; and one that was said again under its key may come on both sides of a MISSED, for the key was lost too. Who missed nothing
 * is shown both where the archive has both, which is checked for itself.
 */
final class ReaderCheck {
    private final String reader;
    private final Account account;
    private final List<Row> stored;
    private final boolean lossAllowed;

    ReaderCheck(String reader, Account account, List<Row> stored, boolean lossAllowed) {
        this.reader = reader;
        this.account = account;
        this.stored = stored;
        this.lossAllowed = lossAllowed;
    }

    void check(List<SeenLine> seen, Problems problems) {
        List<SeenLine> messages = seen.stream().filter(one -> !one.missed()).toList();
        List<SeenLine> ofBridges =
                messages.stream().filter(one -> !isDirect(one)).toList();
        Map<String, SeenLine> byText = new HashMap<>();
        List<SeenLine> twice = ofBridges.stream()
                .filter(one -> !isFirst(byText.put(one.text(), one), one, seen))
                .toList();
        problems.addAll(reader + " was shown twice", twice);
        problems.addAll(reader + " was shown out of order", outOfOrder(ofBridges));
        problems.addAll(reader + " was shown a direct client's message twice", directTwice(messages));
        problems.addAll(reader + " was shown it with another time", wrongTimes(byText.values()));
        List<SeenLine> missed = seen.stream().filter(SeenLine::missed).toList();
        if (!lossAllowed) {
            problems.addAll(reader + " was told of missing messages, and none was lost", missed);
        }
        problems.addAll(reader + " was not shown", notShown(seen, byText.keySet()));
        Set<String> kept = new HashSet<>();
        stored.forEach(row -> kept.add(row.text()));
        if (!lossAllowed) {
            problems.addAll(
                    reader + " was shown what is not archived",
                    ofBridges.stream().filter(one -> !kept.contains(one.text())).toList());
        }
    }

    private static boolean isDirect(SeenLine one) {
        return one.sender().startsWith("d");
    }

    private static List<SeenLine> outOfOrder(List<SeenLine> ofBridges) {
        List<SeenLine> found = new ArrayList<>();
        long before = 0;
        for (SeenLine one : ofBridges) {
            if (one.micros() <= before) {
                found.add(one);
            }
            before = one.micros();
        }
        return found;
    }

    /** Within one session: bridges give such messages times of their own, so going on elsewhere can't know. */
    private static List<SeenLine> directTwice(List<SeenLine> messages) {
        Set<String> known = new HashSet<>();
        return messages.stream()
                .filter(ReaderCheck::isDirect)
                .filter(one -> !known.add(one.session() + " " + one.text()))
                .toList();
    }

    /** Or the first after a MISSED, or one that was stored once more. */
    private boolean isFirst(@Nullable SeenLine before, SeenLine one, List<SeenLine> seen) {
        return before == null
                || (lossAllowed
                        && account.repeated().contains(one.text())
                        && ((isArchived(before) && isArchived(one) && before.micros() != one.micros())
                                || seen.subList(seen.indexOf(before), seen.indexOf(one)).stream()
                                        .anyMatch(SeenLine::missed)));
    }

    private boolean isArchived(SeenLine one) {
        return stored.stream()
                .anyMatch(row -> row.micros() == one.micros() && row.text().equals(one.text()));
    }

    private List<SeenLine> wrongTimes(Collection<SeenLine> last) {
        return last.stream()
                .filter(one -> account.acknowledged().getOrDefault(one.text(), one.micros()) != one.micros())
                .toList();
    }

    /** What was acknowledged or stored, and neither shown nor, where that may be, in the place of a MISSED. */
    private List<String> notShown(List<SeenLine> seen, Set<String> shown) {
        TreeMap<Long, String> expected = new TreeMap<>();
        account.acknowledged().forEach((text, micros) -> expected.put(micros, text));
        stored.forEach(row -> expected.put(row.micros(), row.text()));
        List<String> found = new ArrayList<>();
        expected.forEach((micros, text) -> {
            if (!shown.contains(text) && !(lossAllowed && isMissed(micros, seen))) {
                found.add(text + " of " + micros);
            }
        });
        return found;
    }

    private static boolean isMissed(long micros, List<SeenLine> seen) {
        for (int at = 0; at < seen.size(); at++) {
            if (seen.get(at).missed() && seen.get(at).micros() < micros && end(seen, at) > micros) {
                return true;
            }
        }
        return false;
    }

    /** The time of the message up to which a MISSED speaks: the next one, or the last of an answer to {@code since}. */
    private static long end(List<SeenLine> seen, int at) {
        SeenLine missed = seen.get(at);
        long end = Long.MAX_VALUE;
        for (SeenLine one : seen.subList(at + 1, seen.size())) {
            boolean ofAnswer = missed.since() && one.since() && one.session() == missed.session();
            if (!ofAnswer && end != Long.MAX_VALUE) {
                return end;
            }
            if (!one.missed() && !isDirect(one)) {
                end = one.micros();
                if (!ofAnswer) {
                    return end;
                }
            }
        }
        return end;
    }
}
