package parley.archiver.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parley.archiver.store.Continuity;
import parley.archiver.store.Pruned;
import parley.archiver.stream.Position;

/** Looks for what is wrong with an archive, within the caller's transaction. */
final class Verifier {
    private static final int MOST_DAMAGES = 20;

    private final Connection connection;
    private final List<Gap> gaps;
    private final List<String> problems = new ArrayList<>();
    private long proven;

    private Pruned pruned = Pruned.NOTHING;

    private record Run(String epoch, long firstNumber, long lastNumber, String firstId, String lastId, long pruned) {
        /** Messages that should be there. */
        long length() {
            return lastNumber - firstNumber + 1 - pruned;
        }
    }

    Verifier(Connection connection, List<Gap> gaps) {
        this.connection = connection;
        this.gaps = gaps;
    }

    Verification verify() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answers = statement.executeQuery("PRAGMA integrity_check(" + MOST_DAMAGES + ")")) {
            while (answers.next()) {
                if (!answers.getString(1).equals("ok")) {
                    problems.add("the file is damaged: " + answers.getString(1));
                }
            }
        }
        if (problems.isEmpty()) {
            List<Run> runs = runs();
            pruned = Pruned.read(connection);
            checkPruned();
            checkSuccession(runs);
            checkPosition(runs);
            checkCounts(runs);
            problems.addAll(new IndexCheck(connection).problems());
        }
        return new Verification(List.copyOf(problems), gaps, proven, pruned);
    }

    private List<Run> runs() throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT epoch, first_number, last_number, first_id, last_id, pruned FROM run ORDER BY run")) {
            while (row.next()) {
                runs.add(new Run(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6)));
            }
        }
        return runs;
    }

    /** What was let go is counted twice: in all, and for each run. What was gone before that stays a problem. */
    private void checkPruned() throws SQLException {
        long ofRuns = number("SELECT of_runs_gone + (SELECT coalesce(sum(pruned), 0) FROM run) FROM pruned");
        if (ofRuns != pruned.fromBridges()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%d messages of bridges were let go, %d by the runs that they were of",
                    pruned.fromBridges(),
                    ofRuns));
        }
        if (pruned.missing() != 0) {
            problems.add(String.format(
                    Locale.ROOT,
                    "of the messages before %s, which were let go, %d were gone already",
                    pruned.beforeId(),
                    pruned.missing()));
        }
    }

    /**
     * Between two runs there is a gap, and before the first unless it begins with the first message of all. Of one that begins
     * with what was let go, nobody knows any more.
     */
    private void checkSuccession(List<Run> runs) {
        Run before = null;
        for (Run run : runs) {
            String after = before == null ? null : before.lastId();
            boolean begins =
                    (before == null && run.firstNumber() == 1) || run.firstId().compareTo(pruned.beforeId()) < 0;
            if (!begins && gaps.stream().noneMatch(gap -> isBetween(gap, after, run.firstId()))) {
                problems.add(String.format(
                        Locale.ROOT, "before %s something is missing, and no gap says so", run.firstId()));
            }
            before = run;
        }
    }

    private static boolean isBetween(Gap gap, @Nullable String after, String before) {
        return Objects.equals(gap.afterId(), after) && before.equals(gap.beforeId());
    }

    private void checkPosition(List<Run> runs) throws SQLException {
        Position position = Continuity.position(connection);
        Run last = runs.isEmpty() ? new Run("", 1, 0, "", "", 0) : runs.get(runs.size() - 1);
        if (!position.epoch().equals(last.epoch()) || position.number() != last.lastNumber()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "the position in the stream, number %d of epoch %s, is not that of the last message, %d of %s",
                    position.number(),
                    position.epoch(),
                    last.lastNumber(),
                    last.epoch()));
        }
    }

    /** After Redis came back older, runs may lie across each other in time: those are counted together. */
    private void checkCounts(List<Run> runs) throws SQLException {
        List<Run> byTime = new ArrayList<>(runs);
        byTime.sort(Comparator.comparing(Run::firstId));
        long expectedInAll = 0;
        for (int i = 0; i < byTime.size(); ) {
            String first = byTime.get(i).firstId();
            String last = byTime.get(i).lastId();
            long expected = 0;
            for (; i < byTime.size() && byTime.get(i).firstId().compareTo(last) <= 0; i++) {
                expected += byTime.get(i).length();
                last = last.compareTo(byTime.get(i).lastId()) < 0
                        ? byTime.get(i).lastId()
                        : last;
            }
            long found = bridgeMessages(first, last);
            if (found == expected) {
                proven += found;
            } else {
                problems.add(String.format(
                        Locale.ROOT, "from %s to %s there are %d messages, not %d", first, last, found, expected));
            }
            expectedInAll += expected;
        }
        long inAll = bridgeMessages("", "~");
        if (inAll != expectedInAll) {
            problems.add(String.format(
                    Locale.ROOT,
                    "%d messages came through bridges by their rows, %d by the stream's numbers",
                    inAll,
                    expectedInAll));
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private long bridgeMessages(String firstId, String lastId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(*) FROM message WHERE via = 'bridge' AND id BETWEEN ? AND ?")) {
            statement.setString(1, firstId);
            statement.setString(2, lastId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
