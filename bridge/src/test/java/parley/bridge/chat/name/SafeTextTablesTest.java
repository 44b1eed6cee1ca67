package parley.bridge.chat.name;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.protocol.SafeText;

/** Compares what {@link SafeText} does with each character, which knows the JDK's tables and a few of its own, with the newest Unicode. */
class SafeTextTablesTest {
    private static final String MARKS = "\u0301".repeat(4);
    private static final String ZWNJ = "\u200C";

    @Test
    void knowsEveryInvisibleCharacter() {
        all(codePoint -> !isSpecial(codePoint) && codePoint != '\t').forEach(codePoint -> {
            String text = Character.toString(codePoint);
            String shown = isInvisible(codePoint) ? "" : isLineBreak(codePoint) ? " " : text;
            assertThat(SafeText.clean(text)).as("U+%04X", codePoint).isEqualTo(shown);
        });
    }

    /** Not even what stays behind something. */
    @Test
    void leavesNothingOfWhatHasNothingToShow() {
        all(codePoint -> UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .forEach(codePoint -> {
                    String text = Character.toString(codePoint);
                    assertThat(SafeText.clean(text + text))
                            .as("U+%04X", codePoint)
                            .isEmpty();
                    assertThat(SafeText.clean(" " + text))
                            .as("U+%04X", codePoint)
                            .isEqualTo(" ");
                });
    }

    @Test
    void knowsEveryVariationSelector() {
        all(codePoint -> UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR))
                .forEach(codePoint -> {
                    String selector = Character.toString(codePoint);
                    assertThat(SafeText.clean("a" + selector + selector))
                            .as("U+%04X", codePoint)
                            .isEqualTo("a" + selector);
                });
    }

    @Test
    void knowsEveryMark() {
        all(codePoint -> !isSpecial(codePoint) && !isInvisible(codePoint) && !isLineBreak(codePoint))
                .forEach(codePoint -> {
                    String text = Character.toString(codePoint);
                    assertThat(SafeText.clean("a" + MARKS + text))
                            .as("U+%04X", codePoint)
                            .isEqualTo("a" + MARKS + (isMark(codePoint) ? "" : text));
                });
    }

    @Test
    void keepsAJoinerBehindEveryLetterMarkAndDigit() {
        all(codePoint -> !isSpecial(codePoint)
                        && !isInvisible(codePoint)
                        && (UCharacter.isLetterOrDigit(codePoint) || isMark(codePoint)))
                .forEach(codePoint -> {
                    String joined = Character.toString(codePoint) + ZWNJ;
                    assertThat(SafeText.clean(joined)).as("U+%04X", codePoint).isEqualTo(joined);
                });
    }

    @Test
    void keepsAJoinerBetweenPictographs() {
        all(codePoint -> UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC))
                .forEach(codePoint -> {
                    String joined = Character.toString(codePoint) + "\u200D\u2764";
                    assertThat(SafeText.clean(joined)).as("U+%04X", codePoint).isEqualTo(joined);
                });
    }

    private static IntStream all(IntPredicate which) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
                .filter(which);
    }

    /** Stays or goes by what stands around it. */
    private static boolean isSpecial(int codePoint) {
        return UCharacter.hasBinaryProperty(codePoint, UProperty.JOIN_CONTROL)
                || UCharacter.hasBinaryProperty(codePoint, UProperty.VARIATION_SELECTOR);
    }

    private static boolean isLineBreak(int codePoint) {
        return codePoint == 0x2028 || codePoint == 0x2029;
    }

    private static boolean isInvisible(int codePoint) {
        boolean format = UCharacter.getType(codePoint) == ECharacterCategory.FORMAT
                && !UCharacter.hasBinaryProperty(codePoint, UProperty.PREPENDED_CONCATENATION_MARK);
        return format
                || UCharacter.getType(codePoint) == ECharacterCategory.CONTROL
                || UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || UCharacter.hasBinaryProperty(codePoint, UProperty.NONCHARACTER_CODE_POINT);
    }

    private static boolean isMark(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
