package parley.bridge.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
    void aTimeStandsForAnyAndAnEllipsisForAnything() {
        Step shown = new Step(0, false, "LOBBY 2026-11-23T10:01:02.345678Z ann: is that (so)? …");

        assertThat(shown.matches("LOBBY 2031-01-02T03:04:05.000006Z ann: is that (so)? yes"))
                .isTrue();
        assertThat(shown.matches("LOBBY 2031-01-02T03:04:05.000006Z ann: is that (so)?"))
                .isFalse();
        assertThat(shown.matches("LOBBY 2031-01-02T03:04:05Z ann: is that (so)? yes"))
                .isFalse();
        assertThat(new Step(0, false, "LOBBY 2026-… ann: x").matches("LOBBY 2031-01-02T03:04:05.000006Z ann: x"))
                .isTrue();
        assertThat(new Step(0, false, "OK").matches("OK 1")).isFalse();
    }
}
