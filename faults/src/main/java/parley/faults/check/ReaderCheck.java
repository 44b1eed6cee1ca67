package parley.faults.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.traffic.SeenLine;
import parley.harness.verdict.Problems;

/** Checks that one reader was shown what it is promised. */
final class ReaderCheck {
    private final String reader;
    private final Map<String, Long> acknowledged;
    private final List<Row> stored;
    private final boolean lossAllowed;

    ReaderCheck(String reader, Map<String, Long> acknowledged, List<Row> stored, boolean lossAllowed) {
        this.reader = reader;
        this.acknowledged = acknowledged;
        this.stored = stored;
        this.lossAllowed = lossAllowed;
    }

    void check(List<SeenLine> seen, Problems problems) {
        List<SeenLine> messages = seen.stream().filter(one -> !one.missed()).toList();
        List<SeenLine> ofBridges =
                messages.stream().filter(one -> !isDirect(one)).toList();
        Set<String> texts = new HashSet<>();
        List<SeenLine> twice =
                ofBridges.stream().filter(one -> !texts.add(one.text())).toList();
        problems.addAll(reader + " was shown twice", twice);
        problems.addAll(reader + " was shown out of order", outOfOrder(ofBridges));
        problems.addAll(reader + " was shown a direct client's message twice", directTwice(messages));
        problems.addAll(reader + " was shown it with another time", wrongTimes(ofBridges));
        List<SeenLine> missed = seen.stream().filter(SeenLine::missed).toList();
        if (!lossAllowed) {
            problems.addAll(reader + " was told of missing messages, and none was lost", missed);
        }
        problems.addAll(reader + " was not shown", notShown(seen, texts));
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

    private List<SeenLine> wrongTimes(List<SeenLine> ofBridges) {
        return ofBridges.stream()
                .filter(one -> acknowledged.getOrDefault(one.text(), one.micros()) != one.micros())
                .toList();
    }

    /** What was acknowledged or stored, and neither shown nor, where that may be, in the place of a MISSED. */
    private List<String> notShown(List<SeenLine> seen, Set<String> shown) {
        TreeMap<Long, String> expected = new TreeMap<>();
        acknowledged.forEach((text, micros) -> expected.put(micros, text));
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
            if (seen.get(at).missed() && seen.get(at).micros() < micros && nextTime(seen, at) > micros) {
                return true;
            }
        }
        return false;
    }

    private static long nextTime(List<SeenLine> seen, int at) {
        return seen.stream()
                .skip(at)
                .filter(one -> !one.missed() && !isDirect(one))
                .mapToLong(SeenLine::micros)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }
}
