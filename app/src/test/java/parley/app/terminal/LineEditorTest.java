package parley.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.reader.impl.completer.NullCompleter;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LineEditorTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    /** Where the cursor is; what the terminal is; whether it knows a mode; keys without a meaning here: some keys. */
    @ParameterizedTest
    @ValueSource(strings = {"[1;1R", "[?61;4;6c", "[>0;276;0c", "[?2027;0$y", "[15~", "[1;2R", "[5;7H"})
    void dropsWhatATerminalAnswersLate(String answer) throws IOException {
        try (LineEditor editor = typed("\033" + answer + "an\033" + answer + "n\033" + answer + "\r")) {
            assertThat(editor.read("nickname: ")).isEqualTo("ann");
            assertThat(editor.read("ann> ")).isNull();
        }
    }

    @Test
    void knowsTheKeysThatItKnew() throws IOException {
        try (LineEditor editor = typed("nn\033OHa\033OF!\033OD\033[3~\r\033OA\r")) {
            assertThat(editor.read("")).as("home, end, left, delete").isEqualTo("ann");
            assertThat(editor.read("")).as("up").isEqualTo("ann");
        }
    }

    @Test
    void readsAPasteAsOne() throws IOException {
        try (LineEditor editor = typed("\033[200~first\rusers\rdownline\033[201~\rnext\r")) {
            assertThat(editor.read("")).isEqualTo("first\nusers\ndownline");
            assertThat(editor.read("")).isEqualTo("next");
        }
    }

    @Test
    void asksTheTerminalNothing() throws IOException {
        try (LineEditor editor = typed("ann\r")) {
            assertThat(editor.read("nickname: ")).isEqualTo("ann");
        }
        assertThat(shown.toString(StandardCharsets.UTF_8))
                .contains("nickname: ")
                .doesNotContain("\033[6n")
                .doesNotContain("$p")
                .doesNotContain("\033[c");
    }

    private LineEditor typed(String keys) throws IOException {
        var in = new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8));
        return new LineEditor(
                new ExternalTerminal("test", "xterm-256color", in, shown, StandardCharsets.UTF_8),
                NullCompleter.INSTANCE,
                false);
    }
}
