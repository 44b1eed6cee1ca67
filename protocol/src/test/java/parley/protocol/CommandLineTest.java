package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            value = {
                "pull|pull|''",
                "PuLL  |pull|''",
                "  pull|pull|''",
                "pub hi|pub|hi",
                "PUB Hi: All  of You|pub|Hi: All  of You",
                "pub  two spaces|pub| two spaces",
                "pub hi \t |pub|hi",
                "pub  |pub|''",
                "pub\thi|pub\thi|''",
                "to bob hi|to|bob hi",
                "to bob  hi|to|bob  hi",
                "what is this|what|is this",
                "''|''|''",
            })
    void splitsAtTheFirstSpace(String line, String verb, String rest) {
        assertThat(CommandLine.parse(line)).isEqualTo(new CommandLine(verb, rest, false));
    }

    @Test
    void isSafeToShow() {
        assertThat(CommandLine.parse("pub \u0007h\u202Ei\u200B")).isEqualTo(new CommandLine("pub", "hi", false));
        assertThat(CommandLine.parse("pub \u200B\u2028")).isEqualTo(new CommandLine("pub", "", true));
        assertThat(CommandLine.parse("\u200Bpub hi \u200B")).isEqualTo(new CommandLine("pub", "hi", true));
    }

    @Test
    void lowersTheVerbInNoParticularLanguage() {
        assertThat(CommandLine.parse("PING").verb()).isEqualTo("ping");
        assertThat(CommandLine.parse("LIVE").verb()).isEqualTo("live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u00A0 \u3000", "\u0085\u2028"})
    void knowsABlankLine(String line) {
        assertThat(CommandLine.parse(line).isBlank()).isTrue();
        assertThat(CommandLine.parse(line)).isEqualTo(new CommandLine("", "", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", " . ", "\u200B", "\u0001", "\u200B \u200B", " \u0001 "})
    void takesAllElseForALine(String line) {
        assertThat(CommandLine.parse(line).isBlank()).isFalse();
    }
}
