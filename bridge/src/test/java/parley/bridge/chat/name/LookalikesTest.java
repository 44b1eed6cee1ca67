package parley.bridge.chat.name;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LookalikesTest {
    private static final Lookalikes LOOKALIKES = Lookalikes.UNICODE;

    @ParameterizedTest
    @CsvSource({
        "corn, com",
        "Ann, aNN",
        "раураl, paypal",
        "0bs, obs",
        "0BS, Obs",
        "l1l, 111",
        "ｃｏｒｎ, corn",
        "Straße, STRASSE",
        "İpek, ipek",
        "ıpek, IPEK",
        "Σίσυφος, ΣΊΣΥΦΟΣ",
        "٥ne, one",
        "r\u200Cn, m",
        "\uD822\uDF00\uD81B\uDFE4\uD822\uDF01, \uD822\uDF00\uD822\uDF01"
    })
    void lookAlike(String one, String other) {
        assertThat(LOOKALIKES.skeleton(one)).isEqualTo(LOOKALIKES.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"ann, bob", "Zoë, Zoe", "user1, user2", "tom, ton", "ali, all", "a-b, ab"})
    void lookDifferent(String one, String other) {
        assertThat(LOOKALIKES.skeleton(one)).isNotEqualTo(LOOKALIKES.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({
        "ann, ANN",
        "Straße, STRASSE",
        "İ, I",
        "İ, i",
        "ı, I",
        "ı, İ",
        "i\u0307, ı",
        "İ\u0301, Í",
        "Σίσυφος, ΣΊΣΥΦΟΣ",
        "ışık, IŞIK",
        "ışık, işik",
        "e\u0301, É",
        "\u0645\u200C\u06CC, \u0645\u06CC"
    })
    void areTheSameButForCase(String one, String other) {
        assertThat(LOOKALIKES.sameButForCase(one, other)).isTrue();
        assertThat(LOOKALIKES.skeleton(one))
                .as("what is the same is found by its skeleton")
                .isEqualTo(LOOKALIKES.skeleton(other));
    }

    /** However the languages of the world write it large or small: Turkish and Lithuanian have rules of their own. */
    @Test
    void everyCaseOfEveryCharacterIsTheSame() {
        Locale[] locales = {Locale.ROOT, Locale.forLanguageTag("tr"), Locale.forLanguageTag("lt")};
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> UCharacter.hasBinaryProperty(codePoint, UProperty.CASED))
                .mapToObj(Character::toString)
                .forEach(text -> {
                    for (Locale locale : locales) {
                        areTheSame(text, UCharacter.toUpperCase(locale, text));
                        areTheSame(text, UCharacter.toLowerCase(locale, text));
                        areTheSame(text, UCharacter.toTitleCase(locale, text, null));
                    }
                });
    }

    private static void areTheSame(String one, String other) {
        assertThat(LOOKALIKES.sameButForCase(one, other))
                .as("%s, %s", one, other)
                .isTrue();
        assertThat(LOOKALIKES.skeleton(one)).as("%s, %s", one, other).isEqualTo(LOOKALIKES.skeleton(other));
    }

    @ParameterizedTest
    @CsvSource({"corn, com", "0bs, obs", "l, 1", "i, l", "Zoe, Zoë"})
    void areNotTheSame(String one, String other) {
        assertThat(LOOKALIKES.sameButForCase(one, other)).isFalse();
    }

    @Test
    void tellsLongNamesApartToTheirEnd() {
        String prefix = "x".repeat(500);
        assertThat(LOOKALIKES.sameButForCase(prefix + "a", prefix + "A")).isTrue();
        assertThat(LOOKALIKES.sameButForCase(prefix + "a", prefix + "b")).isFalse();
        assertThat(LOOKALIKES.sameButForCase(prefix, prefix.substring(1))).isFalse();
        assertThat(LOOKALIKES.sameButForCase("\u200B".repeat(500) + "ann", "Ann"))
                .isTrue();
        assertThat(LOOKALIKES.skeleton("\u200B".repeat(500) + "ann")).isEqualTo("ann");
    }

    @Test
    void everySkeletonIsItsOwn() {
        // Those of the tens of thousands that are syllables or ideographs are like any other of them.
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> UCharacter.isDefined(codePoint)
                        && !UCharacter.hasBinaryProperty(codePoint, UProperty.IDEOGRAPHIC)
                        && (codePoint < 0xAC01 || codePoint > 0xF8FF)
                        && codePoint < 0xF0000)
                .mapToObj(Character::toString)
                .forEach(LookalikesTest::isStable);
        int[] hard =
                "iI1l|0OoQmMrnwvv\u0131\u0130\u0307\u0301\u0323\u0338\u03A3\u03C2\u0345\u0149\u00DF\u1E9E\u04CF\u200D"
                        .codePoints()
                        .toArray();
        Random random = new Random(20261126);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(8); length >= 0; length--) {
                name.appendCodePoint(
                        random.nextInt(4) > 0
                                ? hard[random.nextInt(hard.length)]
                                : random.nextInt(Character.MIN_SURROGATE));
            }
            isStable(name.toString());
        }
    }

    private static void isStable(String name) {
        String skeleton = LOOKALIKES.skeleton(name);
        assertThat(LOOKALIKES.skeleton(skeleton)).isEqualTo(skeleton);
    }

    /** Whatever a name is, no more of it than is compared comes to the functions whose cost grows faster than its length. */
    @ParameterizedTest
    @MethodSource("hostileNames")
    void givesUnicodesFunctionsAFewCharactersOnly(String name) {
        Longest caseFold = new Longest(Normalizer2.getNFKCCasefoldInstance()::normalize);
        Longest confusables = new Longest(new SpoofChecker.Builder().build()::getSkeleton);
        Lookalikes lookalikes = new Lookalikes(caseFold, confusables);
        lookalikes.skeleton(name);
        lookalikes.sameButForCase(name, name + "x");
        lookalikes.sameButForCase("ann", name);
        assertThat(caseFold.longest).isBetween(1, 2 * Lookalikes.COMPARED);
        assertThat(caseFold.calls).isLessThan(20);
        assertThat(confusables.longest).isLessThanOrEqualTo(2 * Lookalikes.COMPARED);
        assertThat(confusables.calls).isLessThan(20);
    }

    static Stream<String> hostileNames() {
        return Stream.of(
                        "\u0301",
                        "\u0315\u0300",
                        "\uFDFA",
                        "\u200D",
                        "\uD83D\uDE80\u200D",
                        "\u3164a",
                        "\u0130",
                        "i\u0307",
                        "0")
                .map(piece -> "a" + piece.repeat(65_535 / piece.length()));
    }

    /** Keeps the length of the longest text that it was given. */
    private static final class Longest implements UnaryOperator<String> {
        private final UnaryOperator<String> function;
        private int longest;
        private int calls;

        Longest(UnaryOperator<String> function) {
            this.function = function;
        }

        @Override
        public String apply(String text) {
            longest = Math.max(longest, text.length());
            calls++;
            return function.apply(text);
        }
    }
}
