package parley.faults.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.faults.check.ArchiveFile.Gap;
import parley.faults.check.ArchiveFile.Row;
import parley.faults.traffic.SentMessages.Account;
import parley.faults.traffic.SentMessages.Refusal;
import parley.harness.verdict.Problems;
import parley.protocol.MessageTime;

class ArchiveCheckTest {
    private static final Map<String, Refusal> REFUSED =
            Map.of("u0 1", new Refusal("ERR unavailable", 15), "u0 2", new Refusal("no answer", 0));
    private static final Account ACCOUNT =
            new Account(Map.of("w0 1", 10L, "w0 2", 20L, "w0 3", 30L), REFUSED, Set.of("w0 3"));
    private static final Gap GAP = new Gap(MessageTime.format(20), MessageTime.format(30), "lost");

    private static Row row(String text, long micros) {
        String sender = text.substring(0, text.indexOf(' '));
        return new Row(MessageTime.format(micros), "lobby", sender, text, "bridge");
    }

    private static List<String> problems(List<Gap> excuses, Row... rows) {
        Problems problems = new Problems();
        new ArchiveCheck(ACCOUNT, REFUSED, excuses).check(List.of(rows), problems);
        return problems.asList();
    }

    @Test
    void eachOnceIsFine() {
        assertThat(problems(List.of(), row("w0 1", 10), row("w0 2", 20), row("w0 3", 30)))
                .isEmpty();
    }

    @Test
    void aMissingOneIsSeen() {
        assertThat(problems(List.of(), row("w0 1", 10), row("w0 3", 30)))
                .containsExactly("acknowledged and not in the archive: w0 2=20");
    }

    @Test
    void aMissingOneIsExcusedInAGapOnly() {
        Gap around = new Gap(MessageTime.format(10), MessageTime.format(30), "lost");
        assertThat(problems(List.of(around), row("w0 1", 10), row("w0 3", 30))).isEmpty();
        assertThat(problems(List.of(GAP), row("w0 1", 10), row("w0 3", 30))).hasSize(1);
    }

    @Test
    void anotherTimeOrSenderIsSeen() {
        assertThat(problems(List.of(), row("w0 1", 11), row("w0 2", 20), row("w0 3", 30)))
                .containsExactly("acknowledged and not in the archive: w0 1=10");
        Row other = new Row(MessageTime.format(10), "lobby", "w1", "w0 1", "bridge");
        assertThat(problems(List.of(), other, row("w0 2", 20), row("w0 3", 30)))
                .containsExactly("acknowledged and not in the archive: w0 1=10");
    }

    @Test
    void aDoubleIsSeenThoughItsKeyWasTheSame() {
        assertThat(problems(List.of(), row("w0 1", 10), row("w0 3", 19), row("w0 2", 20), row("w0 3", 30)))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("archived twice"));
    }

    @Test
    void aDoubleIsExcusedWhereItsKeyWasLostInBetween() {
        assertThat(problems(List.of(GAP), row("w0 1", 10), row("w0 3", 19), row("w0 2", 20), row("w0 3", 30)))
                .isEmpty();
        assertThat(problems(List.of(GAP), row("w0 1", 10), row("w0 2", 20), row("w0 3", 25), row("w0 3", 30)))
                .as("both behind the beginning of the gap")
                .hasSize(1);
        assertThat(problems(List.of(GAP), row("w0 1", 10), row("w0 2", 20), row("w0 3", 30), row("w0 1", 31)))
                .as("nobody said it again")
                .anyMatch(problem -> problem.startsWith("archived twice"));
    }

    @Test
    void whatNobodySentIsSeen() {
        assertThat(problems(List.of(), row("w0 1", 10), row("w0 2", 20), row("w0 3", 30), row("w0 4", 40)))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("archived, and nobody sent it"));
    }

    @Test
    void whatWasRefusedMayStandBeforeThatOnly() {
        assertThat(problems(List.of(), row("w0 1", 10), row("u0 1", 15), row("w0 2", 20), row("w0 3", 30)))
                .isEmpty();
        assertThat(problems(List.of(), row("w0 1", 10), row("u0 1", 16), row("w0 2", 20), row("w0 3", 30)))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("stored after it was refused"));
        assertThat(problems(List.of(), row("w0 1", 10), row("u0 2", 11), row("w0 2", 20), row("w0 3", 30)))
                .hasSize(1)
                .allMatch(problem -> problem.startsWith("stored after it was refused"));
    }
}
