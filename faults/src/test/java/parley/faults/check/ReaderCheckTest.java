package parley.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.traffic.SeenLine;
import parley.faults.traffic.SentMessages.Account;
import parley.harness.verdict.Problems;
import parley.protocol.MessageTime;

class ReaderCheckTest {
    private static final Account ACCOUNT =
            new Account(Map.of("w0 1", 10L, "w0 2", 20L, "w0 3", 30L), Map.of(), Set.of("w0 3"));
    private static final List<Row> STORED = List.of(row("w0 1", 10), row("w0 2", 20), row("w0 3", 30));

    private static Row row(String text, long micros) {
        return new Row(MessageTime.format(micros), "lobby", "w0", text, "bridge");
    }

    private static SeenLine shown(String text, long micros) {
        return new SeenLine(micros, text.substring(0, 2), text, false, 1, false);
    }

    private static SeenLine missed(long after) {
        return new SeenLine(after, "", "MISSED ?", true, 1, false);
    }

    private static List<String> problems(boolean lossAllowed, SeenLine... seen) {
        return problems(STORED, lossAllowed, seen);
    }

    private static List<String> problems(List<Row> stored, boolean lossAllowed, SeenLine... seen) {
        Problems problems = new Problems();
        new ReaderCheck("r0", ACCOUNT, stored, lossAllowed).check(List.of(seen), problems);
        return problems.asList();
    }

    @Test
    void allInOrderIsFine() {
        assertThat(problems(false, shown("w0 1", 10), shown("d1 7", 11), shown("w0 2", 20), shown("w0 3", 30)))
                .isEmpty();
    }

    @Test
    void aHoleIsSeen() {
        assertThat(problems(false, shown("w0 1", 10), shown("w0 3", 30)))
                .containsExactly("r0 was not shown: w0 2 of 20");
    }

    @Test
    void aHoleWithoutAWordIsSeenEvenWhereDataWasLost() {
        assertThat(problems(true, shown("w0 1", 10), shown("w0 3", 30))).hasSize(1);
        assertThat(problems(true, shown("w0 1", 10), missed(10), shown("w0 3", 30)))
                .isEmpty();
        assertThat(problems(true, shown("w0 1", 10), shown("w0 3", 30), missed(30)))
                .hasSize(1);
    }

    /** An answer to since says so first, wherever in it something is missing; what comes after the answer is not meant. */
    @Test
    void aWordAtTheBeginningOfAnAnswerIsForAllOfIt() {
        SeenLine missed = new SeenLine(5, "", "MISSED ?", true, 2, true);
        SeenLine first = new SeenLine(10, "w0", "w0 1", false, 2, true);
        SeenLine third = new SeenLine(30, "w0", "w0 3", false, 2, true);
        assertThat(problems(true, missed, first, third)).isEmpty();
        assertThat(problems(true, missed, first, shown("w0 3", 30))).hasSize(1);
    }

    @Test
    void aWordOfAHoleIsWrongWhereNothingWasLost() {
        assertThat(problems(false, shown("w0 1", 10), missed(10), shown("w0 2", 20), shown("w0 3", 30)))
                .hasSize(1);
    }

    @Test
    void aDoubleIsSeen() {
        assertThat(problems(false, shown("w0 1", 10), shown("w0 2", 20), shown("w0 2", 20), shown("w0 3", 30)))
                .anyMatch(problem -> problem.startsWith("r0 was shown twice"));
    }

    @Test
    void aDoubleIsExcusedWhereItsKeyWasLostInBetween() {
        SeenLine first = shown("w0 3", 15);
        SeenLine[] doubled = {shown("w0 1", 10), first, shown("w0 2", 20), missed(20), shown("w0 3", 30)};
        assertThat(problems(true, doubled)).isEmpty();
        assertThat(problems(false, doubled)).anyMatch(problem -> problem.startsWith("r0 was shown twice"));
        assertThat(problems(
                        true,
                        shown("w0 1", 10),
                        first,
                        missed(15),
                        shown("w0 1", 16),
                        shown("w0 2", 20),
                        shown("w0 3", 30)))
                .as("nobody said it again")
                .anyMatch(problem -> problem.startsWith("r0 was shown twice"));
        assertThat(problems(true, shown("w0 1", 10), missed(10), first, shown("w0 2", 20), shown("w0 3", 30)))
                .as("both behind the MISSED")
                .anyMatch(problem -> problem.startsWith("r0 was shown twice"));
    }

    /** Its bridge heard both, and all between them; another one lost the answer, and Redis then the key. */
    @Test
    void aDoubleIsExcusedForWhoMissedNothingWhereItWasStoredTwice() {
        SeenLine[] doubled = {shown("w0 1", 10), shown("w0 3", 15), shown("w0 2", 20), shown("w0 3", 30)};
        List<Row> twice = List.of(row("w0 1", 10), row("w0 3", 15), row("w0 2", 20), row("w0 3", 30));
        assertThat(problems(twice, true, doubled)).isEmpty();
        assertThat(problems(twice, false, doubled)).anyMatch(problem -> problem.startsWith("r0 was shown twice"));
        assertThat(problems(
                        twice,
                        true,
                        shown("w0 1", 10),
                        shown("w0 3", 15),
                        shown("w0 2", 20),
                        shown("w0 3", 30),
                        shown("w0 3", 30)))
                .anyMatch(problem -> problem.startsWith("r0 was shown twice"));
        assertThat(problems(true, doubled))
                .as("stored once")
                .anyMatch(problem -> problem.startsWith("r0 was shown twice"));
    }

    @Test
    void disorderIsSeen() {
        assertThat(problems(false, shown("w0 2", 20), shown("w0 1", 10), shown("w0 3", 30)))
                .anyMatch(problem -> problem.startsWith("r0 was shown out of order"));
    }

    @Test
    void anotherTimeIsSeen() {
        assertThat(problems(false, shown("w0 1", 10), shown("w0 2", 21), shown("w0 3", 30)))
                .anyMatch(problem -> problem.startsWith("r0 was shown it with another time"));
    }

    @Test
    void whatIsNotArchivedIsSeen() {
        assertThat(problems(false, shown("w0 1", 10), shown("w0 2", 20), shown("w0 3", 30), shown("w0 4", 40)))
                .anyMatch(problem -> problem.startsWith("r0 was shown what is not archived"));
    }
}
