package parley.archiver.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AsciiWordsTest {

    /** What is in the index was cut one way or the other, so both must be the same. */
    @Test
    void cutsAsUnicodeDoes() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            String text = text(random, round % 2 == 0 ? 1.0 / 4 : 1.0 / 100);
            assertThat(AsciiWords.isAscii(text)).isTrue();
            assertThat(AsciiWords.index(text)).as(text).isEqualTo(String.join(" ", UnicodeWords.tokens(text)));
        }
    }

    @Test
    void cutsEachCharacterAsUnicodeDoes() {
        for (char ascii = 0; ascii < 0x80; ascii++) {
            String text = "x" + ascii + "x";
            assertThat(AsciiWords.index(text))
                    .as("%#x", (int) ascii)
                    .isEqualTo(String.join(" ", UnicodeWords.tokens(text)));
        }
    }

    @Test
    void cutsLongWords() {
        String longest = "a".repeat(Segmentation.MAX_WORD);
        assertThat(AsciiWords.index(longest)).isEqualTo(longest);
        assertThat(AsciiWords.index(longest + "b")).isEqualTo(longest + " b");
        assertThat(AsciiWords.index(longest + " b")).isEqualTo(longest + " b");
    }

    @Test
    void tellsWhatIsAscii() {
        assertThat(AsciiWords.isAscii("")).isTrue();
        assertThat(AsciiWords.isAscii("a\u007F")).isTrue();
        assertThat(AsciiWords.isAscii("a\u0080")).isFalse();
        assertThat(AsciiWords.isAscii("\u00E9")).isFalse();
    }

    /** @param separated how often a character is none of a word */
    private static String text(Random random, double separated) {
        var text = new StringBuilder();
        for (int length = random.nextInt(300); length > 0; length--) {
            text.append((char) (random.nextDouble() < separated ? random.nextInt(0x80) : 'A' + random.nextInt(26)));
        }
        return text.toString();
    }
}
