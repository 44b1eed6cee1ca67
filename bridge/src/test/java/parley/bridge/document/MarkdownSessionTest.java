package parley.bridge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.bridge.document.MarkdownSession.Step;

class MarkdownSessionTest {
    @Test
    void otherBlocksAreNone() {
        assertThat(MarkdownSession.in("text\n\n```\n> ann\n```\n")).isEmpty();
    }

    @Test
    void linesAreSentOrExpected() {
        String page = """
                <!-- bob is online -->
                <!-- before pull, bob: to ann psst -->
                ```session
                < OK parley/1 …
                > ann
                ```
                """;

        assertThat(MarkdownSession.in(page))
                .containsExactly(new MarkdownSession(
                        Set.of("bob"),
                        Map.of("pull", "bob: to ann psst"),
                        List.of(new Step(0, false, "OK parley/1 …"), new Step(0, true, "ann"))));
    }

    @Test
    void terminalsStandSideBySide() {
        assertThat(MarkdownSession.in("```session\n$ nc    $ telnet\nOK hi   OK ho\nann\n        bob\n```\n"))
                .singleElement()
                .satisfies(session -> assertThat(session.steps())
                        .containsExactly(
                                new Step(0, false, "OK hi"),
                                new Step(1, false, "OK ho"),
                                new Step(0, true, "ann"),
                                new Step(1, true, "bob")));
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MarkdownSession.in("```session\nann\n```\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarkdownSession.in("<!-- bob sleeps -->\n```session\n> ann\n```\n"));
    }

    @Test
    void noTextReachesIntoTheNextColumn() {
        assertThatIllegalArgumentException().isThrownBy(() -> MarkdownSession.in("""
                ```session
                $ nc    $ nc
                OK parley
                ```
                """));
    }

    @Test
    void aTimeStandsForOneTime() {
        Step shown = expected("LOBBY 2026-11-23T10:01:02.345678Z ann: is that (so)?");
        Step another = expected("LOBBY 2026-11-23T10:01:02.345679Z ann: yes");
        Map<String, String> times = new HashMap<>();

        assertThat(shown.matches("LOBBY 2031-01-02T03:04:05Z ann: is that (so)?", times))
                .isFalse();
        assertThat(shown.matches("LOBBY 2031-01-02T03:04:05.000006Z ann: is that (so)?", times))
                .isTrue();
        assertThat(shown.matches("LOBBY 2031-01-02T03:04:05.000007Z ann: is that (so)?", times))
                .isFalse();
        assertThat(another.matches("LOBBY 2031-01-02T03:04:05.000007Z ann: yes", times))
                .isTrue();
    }

    @Test
    void anEllipsisStandsForTheRestOfATimeOrOfALine() {
        assertThat(matches("LOBBY 2026-… ann: x", "LOBBY 2031-01-02T03:04:05.000006Z ann: x"))
                .isTrue();
        assertThat(matches("LOBBY 2026-… ann: x", "LOBBY 2031 ann: x")).isFalse();
        assertThat(matches("OK parley/1 …", "OK parley/1 Welcome")).isTrue();
        assertThat(matches("OK parley/1 …", "OK parley/1 ")).isFalse();
        assertThat(matches("OK … there", "OK over there")).isFalse();
    }

    @Test
    void everythingElseStandsForItself() {
        assertThat(matches("OK", "OK")).isTrue();
        assertThat(matches("OK", "OK 1")).isFalse();
        assertThat(matches("ERR usage a.b", "ERR usage aXb")).isFalse();
    }

    private static Step expected(String text) {
        return new Step(0, false, text);
    }

    private static boolean matches(String shown, String line) {
        return expected(shown).matches(line, new HashMap<>());
    }
}
