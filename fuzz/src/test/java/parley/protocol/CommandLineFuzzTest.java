package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Locale;
import parley.fuzz.Shown;

class CommandLineFuzzTest {
    @FuzzTest
    void parse(byte[] bytes) {
        String line = new String(bytes, UTF_8);
        CommandLine command = CommandLine.parse(line);
        Shown.check(command.rest());
        assertThat(command.verb()).doesNotContain(" ").isEqualTo(command.verb().toLowerCase(Locale.ROOT));
        assertThat(command.rest()).isEqualTo(SafeText.stripTrailing(command.rest()));
        if (SafeText.stripTrailing(line).isEmpty()) {
            assertThat(command.isBlank()).isTrue();
        }
        assertThat(Verb.find(command.verb()).map(Verb::word).orElse(command.verb()))
                .isEqualTo(command.verb());
    }

    /** Behind a verb, text is what it would be by itself. */
    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        CommandLine command = CommandLine.parse("PUB " + text);
        assertThat(command.verb()).isEqualTo("pub");
        assertThat(command.rest()).isEqualTo(SafeText.stripTrailing(SafeText.clean(SafeText.stripTrailing(text))));
    }
}
