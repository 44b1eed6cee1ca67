package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    private static final String ZWJ = "\u200D";
    private static final String ZWNJ = "\u200C";
    private static final String ROCKET = "\uD83D\uDE80";
    /** Prepended concatenation marks: they show, and enclose the digits behind them. */
    private static final Set<Integer> SHOWN_FORMAT =
            Set.of(0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD);

    private static final String BLACK_FLAG = "\uD83C\uDFF4";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hi: all  of you",
                "a\tb",
                "Grüß Gott, 你好, नमस्ते, ¡olé!",
                "\u00A0\u3000 spaces of all kinds",
                "e\u0301 with a mark",
                "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", // Persian: ZWNJ between letters
                "\u0915\u094D\u200D\u0937", // Devanagari: ZWJ after a virama
                "\u09B0\u200D\u09CD\u09AF\u09BE\u09AE", // Bengali: ZWJ before a virama
                "\u0DC1\u0DCA\u200D\u0DBB\u0DD3", // Sinhala
                "\u2764\uFE0F\u200D\uD83D\uDD25", // heart on fire
                "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08", // rainbow flag
                "\uD83D\uDC69\uD83C\uDFFD\u200D\uD83D\uDE80", // astronaut with a skin tone
                "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66", // family
                "\uD83D\uDE42\u200D\u2194\uFE0F", // head shaking: the arrow is a mathematical symbol
                "\uD83E\uDDD1\uD83C\uDFFB\u200D\u2764\uFE0F\u200D\uD83D\uDC8B\u200D\uD83E\uDDD1\uD83C\uDFFF", // kiss
                "\uD83C\uDDEC\uD83C\uDDE7 and 1\uFE0F\u20E3", // flag of two letters, keycap
                "\uD83E\uDEE8", // an emoji younger than the JDK's tables
                "\u8FBB\uDB40\uDD00", // ideographic variation
            })
    void leavesWhatIsSeen(String text) {
        assertThat(SafeText.clean(text)).isSameAs(text);
        assertThat(SafeText.cleanForeign(text)).isSameAs(text);
    }

    /** Every byte, wherever it stands among others: eight are looked at together. */
    @Test
    void knowsPrintableAsciiByItsBytes() {
        for (int length = 1; length <= 20; length++) {
            byte[] bytes = new byte[length + 2];
            for (int at = 1; at <= length; at++) {
                for (int octet = 0; octet < 0x100; octet++) {
                    for (int filler : new int[] {' ', '~', 'a'}) {
                        Arrays.fill(bytes, (byte) filler);
                        bytes[0] = (byte) 0xFF;
                        bytes[length + 1] = 0;
                        bytes[at] = (byte) octet;
                        assertThat(SafeText.isPrintable(bytes, 1, length + 1)).isEqualTo(octet >= ' ' && octet <= '~');
                    }
                }
            }
        }
    }

    @Test
    void dropsEveryControlButTab() {
        IntStream.concat(IntStream.range(0, 0x20), IntStream.range(0x7F, 0xA0))
                .filter(control -> control != '\t')
                .forEach(control -> assertThat(SafeText.clean("a" + (char) control + "b"))
                        .as("U+%04X", control)
                        .isEqualTo("ab"));
    }

    @Test
    void dropsEverythingInvisibleWhereverItStands() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(SafeTextTest::isInvisible)
                .mapToObj(Character::toString)
                .forEach(invisible -> {
                    assertThat(SafeText.clean("." + invisible + "1")).isEqualTo(".1");
                    assertThat(SafeText.clean(invisible)).isEmpty();
                });
    }

    private static boolean isInvisible(int codePoint) {
        boolean hieroglyphFormat = codePoint >= 0x13430 && codePoint <= 0x1343F;
        boolean filler = codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0;
        boolean vowel = codePoint == 0x17B4 || codePoint == 0x17B5;
        boolean reserved =
                (codePoint >= 0xFFF0 && codePoint <= 0xFFF8) || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
        boolean noncharacter = (codePoint & 0xFFFF) >= 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
        return !isVariationSelector(codePoint)
                && !SHOWN_FORMAT.contains(codePoint)
                && (hieroglyphFormat
                        || filler
                        || vowel
                        || reserved
                        || noncharacter
                        || codePoint == 0x034F
                        || codePoint == 0x2065
                        || Character.getType(codePoint) == Character.FORMAT);
    }

    private static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0x180B && codePoint <= 0x180F && codePoint != 0x180E)
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    @Test
    void keepsFormatCharactersThatShow() {
        assertThat(SHOWN_FORMAT).allSatisfy(codePoint -> {
            String shown = Character.toString(codePoint) + "\u0661";
            assertThat(SafeText.clean(shown)).as("U+%04X", codePoint).isSameAs(shown);
        });
    }

    @Test
    void keepsAVariationSelectorBehindSomethingThatShows() {
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(SafeTextTest::isVariationSelector)
                .mapToObj(Character::toString)
                .forEach(selector -> {
                    for (String shown : List.of("a", "!", "\u2764", "\u1820", "e\u0301", "\u0600", "\uE000")) {
                        assertThat(SafeText.clean(shown + selector)).isEqualTo(shown + selector);
                        assertThat(SafeText.clean(shown + selector + selector + selector))
                                .isEqualTo(shown + selector);
                    }
                    for (String notShown : List.of("", " ", "\t", "\u3000", "\u00A0", "a ")) {
                        assertThat(SafeText.clean(notShown + selector + "b")).isEqualTo(notShown + "b");
                    }
                    assertThat(SafeText.clean("\u200B" + selector)).isEmpty();
                    assertThat(SafeText.clean("a" + ZWJ + selector)).isEqualTo("a" + ZWJ);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "\u0915", "\u2764", " ", "\t", "\uD83D\uDE80", ""})
    void keepsFourMarksOnABase(String base) {
        String four = "\u0301\u0315\u20DD\u1AC5"; // the last is of Unicode 14
        assertThat(SafeText.clean(base + four)).isEqualTo(base + four);
        assertThat(SafeText.clean(base + four + "\u0301")).isEqualTo(base + four);
        assertThat(SafeText.clean(base + four + "\u0301".repeat(2_000) + "x\u0301"))
                .isEqualTo(base + four + "x\u0301");
        assertThat(SafeText.clean("x" + base + "\u0903\u0903\u0903\u0903\u0903"))
                .as("those that take space count too")
                .isEqualTo("x" + base + "\u0903\u0903\u0903\u0903");
    }

    @ParameterizedTest
    @ValueSource(strings = {ZWJ, ZWNJ, "\u200B", "\uFE0F", "\u034F", "\u0007"})
    void countsMarksThroughWhatDoesNotShow(String between) {
        String cleaned = SafeText.clean("e" + ("\u0301" + between).repeat(2_000) + "f");
        assertThat(cleaned.chars().filter(character -> character == 0x301)).hasSize(4);
        assertThat(cleaned).hasSizeLessThanOrEqualTo(1 + 2 * 4 + 1);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A, 0x202E, 0x2060, 0x2066,
                0x2069, 0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFE, 0xFFFF, 0xFDD0, 0x1BCA0, 0x1D173, 0x1FFFE,
                0xE0001, 0xE007F, 0x10FFFF
            })
    void dropsTheNamedOnes(int codePoint) {
        assertThat(SafeText.clean("a" + Character.toString(codePoint) + "b")).isEqualTo("ab");
    }

    @Test
    void keepsAllElse() {
        IntStream.rangeClosed(0xA0, Character.MAX_CODE_POINT)
                .filter(codePoint -> !isInvisible(codePoint) && !isVariationSelector(codePoint))
                .filter(codePoint -> codePoint != 0x2028 && codePoint != 0x2029)
                .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
                .mapToObj(Character::toString)
                .forEach(seen -> assertThat(SafeText.clean(seen)).isEqualTo(seen));
    }

    @ParameterizedTest
    @ValueSource(strings = {ZWJ, ZWNJ})
    void keepsAJoinerBehindALetterMarkOrDigit(String joiner) {
        for (String of : List.of(
                "a",
                "\u0645",
                "1",
                "\u0661",
                "e\u0301",
                "\u0301",
                "\u0915\u094D",
                "1\uFE0F\u20E3",
                "\u8FBB\uDB40\uDD00",
                "\uD807\uDF04" /* of Unicode 15 */)) {
            for (String next : List.of("", "a", "1", " b", ".", "\u0301", ROCKET)) {
                assertThat(SafeText.clean(of + joiner + next)).isEqualTo(of + joiner + next);
                assertThat(SafeText.clean(of + joiner + ZWJ + joiner + ZWNJ + next))
                        .as("one of many")
                        .isEqualTo(of + joiner + next);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ZWJ, ZWNJ})
    void keepsAJoinerBetweenEmoji(String joiner) {
        for (String emoji : List.of(
                ROCKET,
                "\u2764\uFE0F",
                "\u2764\uFE0E",
                "\uD83D\uDC69\uD83C\uDFFD",
                BLACK_FLAG + tags("gb") + tag(0x7F))) {
            assertThat(SafeText.clean(emoji + joiner + ROCKET)).isEqualTo(emoji + joiner + ROCKET);
            assertThat(SafeText.clean(emoji + joiner + joiner + ROCKET)).isEqualTo(emoji + joiner + ROCKET);
            assertThat(SafeText.clean(emoji + joiner)).isEqualTo(emoji);
            assertThat(SafeText.clean(emoji + joiner + "a")).isEqualTo(emoji + "a");
            assertThat(SafeText.clean(emoji + joiner + " " + ROCKET)).isEqualTo(emoji + " " + ROCKET);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ZWJ, ZWNJ})
    void dropsAJoinerElsewhere(String joiner) {
        for (String before : List.of("", " ", ".", "a ", "\u00BD", "\u20AC", "\uFF0C", "\t")) {
            assertThat(SafeText.clean(before + joiner)).isEqualTo(before);
            assertThat(SafeText.clean(before + joiner + "a")).isEqualTo(before + "a");
            assertThat(SafeText.clean(before + joiner + ROCKET)).isEqualTo(before + ROCKET);
        }
        assertThat(SafeText.clean("\u3164" + joiner + "a"))
                .as("a filler is no letter")
                .isEqualTo("a");
    }

    @Test
    void keepsATagSequenceWhole() {
        String england = BLACK_FLAG + tags("gbeng") + tag(0x7F);
        assertThat(SafeText.clean(england)).isSameAs(england);
        assertThat(SafeText.clean("go " + england + "!")).isEqualTo("go " + england + "!");
        assertThat(SafeText.clean(england + england)).isEqualTo(england + england);
        assertThat(SafeText.clean(england + ZWJ + BLACK_FLAG)).isEqualTo(england + ZWJ + BLACK_FLAG);
    }

    @Test
    void dropsLooseTags() {
        assertThat(SafeText.clean("a" + tags("gbeng") + tag(0x7F)))
                .as("no emoji")
                .isEqualTo("a");
        assertThat(SafeText.clean(tags("hidden"))).isEmpty();
        assertThat(SafeText.clean(BLACK_FLAG + tags("gbeng"))).as("no end").isEqualTo(BLACK_FLAG);
        assertThat(SafeText.clean(BLACK_FLAG + tags("gbeng") + "x")).isEqualTo(BLACK_FLAG + "x");
        assertThat(SafeText.clean(BLACK_FLAG + tag(0x7F))).as("no tag").isEqualTo(BLACK_FLAG);
        assertThat(SafeText.clean(BLACK_FLAG + ZWJ + tags("gb"))).isEqualTo(BLACK_FLAG);

        String wales = BLACK_FLAG + tags("gbwls") + tag(0x7F);
        assertThat(SafeText.clean(wales + tags("more") + tag(0x7F))).isEqualTo(wales);
        assertThat(SafeText.clean(wales + tag(0x7F))).isEqualTo(wales);
    }

    @Test
    void showsHalfACharacterAsReplaced() {
        assertThat(SafeText.clean("a\uD83Cb")).isEqualTo("a\uFFFDb");
        assertThat(SafeText.clean("\uDF08")).isEqualTo("\uFFFD");
    }

    @ParameterizedTest
    @CsvSource({"\\n", "\\r", "\\r\\n", "\\u000B", "\\u000C", "\\u0085", "\\u2028", "\\u2029"})
    void makesAForeignLineBreakOneSpace(String escaped) {
        String lineBreak = unescape(escaped);
        assertThat(SafeText.cleanForeign("a" + lineBreak + "b")).isEqualTo("a b");
        assertThat(SafeText.cleanForeign(lineBreak + lineBreak)).isEqualTo("  ");
    }

    private static String unescape(String escaped) {
        String text = escaped.replace("\\n", "\n").replace("\\r", "\r");
        return text.startsWith("\\u") ? Character.toString(Integer.parseInt(text.substring(2), 16)) : text;
    }

    @Test
    void countsCarriageReturnAndLineFeedAsOneBreakOnlyInThatOrder() {
        assertThat(SafeText.cleanForeign("a\n\rb")).isEqualTo("a  b");
        assertThat(SafeText.cleanForeign("a\r\r\n\nb")).isEqualTo("a   b");
    }

    @Test
    void leavesNoLineSeparatorInAClientsText() {
        assertThat(SafeText.clean("a\u2028b\u2029c")).isEqualTo("a b c");
    }

    @Test
    void replacesEachMalformedSequence() {
        byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0xC3, 'c', (byte) 0xE2, (byte) 0x82, 'd', (byte) 0xC0, (byte) 0x80
        };
        assertThat(SafeText.cleanForeign(bytes, 0, bytes.length)).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFD\uFFFD");
        assertThat(SafeText.cleanForeign(bytes, 2, 3)).isEqualTo("b");
    }

    @Test
    void isIdempotentAndSafeForAnyText() {
        String[] pieces = {
            "a",
            "1",
            " ",
            "\t",
            "\r",
            "\n",
            "\u0085",
            "\u2028",
            "\u0301",
            "\u094D",
            "\u0915",
            "\uFE0F",
            ZWJ,
            ZWJ,
            ZWNJ,
            "\u034F",
            "\u3164",
            "\u202E",
            "\u00AD",
            "\uFFFE",
            "\uD83D",
            "\uDE80",
            "\uD83D\uDE80",
            "\uD83C\uDFFD",
            "\u2764",
            "\uD83C\uDDEC",
            BLACK_FLAG,
            tag('a'),
            tag('b'),
            tag(0x7F),
            tag(1),
            "\u20E3"
        };
        Random random = new Random(20261123);
        for (int round = 0; round < 200_000; round++) {
            StringBuilder made = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                made.append(pieces[random.nextInt(pieces.length)]);
            }
            String once = SafeText.cleanForeign(made.toString());
            assertThat(SafeText.cleanForeign(once)).isSameAs(once);
            assertThat(SafeText.clean(once)).isSameAs(once);
            assertThat(new String(once.getBytes(UTF_8), UTF_8))
                    .as("well-formed")
                    .isEqualTo(once);
            String own = SafeText.clean(made.toString());
            assertThat(SafeText.clean(own)).isSameAs(own);
        }
    }

    /** However hostile, a text is looked at a few times, never once for each of its characters. */
    @ParameterizedTest
    @MethodSource("hostileTexts")
    void looksAtEachCharacterAFewTimes(String piece) {
        for (int times : new int[] {1_000, 8_000}) {
            CountingText text = new CountingText(piece.repeat(times));
            SafeText.cleanFrom(text, 0);
            assertThat(text.reads).isLessThan(8L * text.length());
        }
    }

    static Stream<String> hostileTexts() {
        return Stream.of(
                "\u0301",
                "a\u0301" + ZWJ,
                ZWJ,
                ROCKET + ZWJ,
                ROCKET + ZWJ + ZWJ,
                "a" + ZWJ + ZWNJ + "\u0301",
                "\uFDFA",
                "\uFE0F",
                "\u2764\uFE0F" + ZWJ,
                tag('a'),
                BLACK_FLAG + tag('a'),
                BLACK_FLAG + tag('a') + tag(0x7F),
                tag(0x7F),
                "\uD83C",
                "\u3164",
                "\u0600");
    }

    @Test
    void keepsNoLongHiddenTextBehindAnEmoji() {
        String hidden = tags("a".repeat(31)) + tag(0x7F);
        assertThat(SafeText.clean(BLACK_FLAG + hidden)).isEqualTo(BLACK_FLAG + hidden);
        assertThat(SafeText.clean(BLACK_FLAG + tag('a') + hidden)).isEqualTo(BLACK_FLAG);
    }

    @Test
    void stripsWhiteSpaceOfAllKindsFromTheEnd() {
        assertThat(SafeText.stripTrailing(" a b \t\u00A0\u2003\u3000\u0085")).isEqualTo(" a b");
        assertThat(SafeText.stripTrailing("\u2003")).isEmpty();
        assertThat(SafeText.stripTrailing("a")).isEqualTo("a");
    }

    private static String tag(int ascii) {
        return Character.toString(0xE0000 + ascii);
    }

    private static String tags(String ascii) {
        StringBuilder tags = new StringBuilder();
        ascii.chars().forEach(character -> tags.append(tag(character)));
        return tags.toString();
    }

    /** Counts how often it is asked for a character. */
    private static final class CountingText implements CharSequence {
        private final String text;
        private long reads;

        CountingText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
