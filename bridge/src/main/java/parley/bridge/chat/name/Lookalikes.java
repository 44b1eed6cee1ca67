package parley.bridge.chat.name;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.function.UnaryOperator;
import parley.bridge.limits.Limits;

/**
 * Tells which names look alike, and which differ in case at the most.
 *
 * <p>Normalising takes time that grows with the square of the marks in a row, and one letter may become eighteen. So a name that is
 * longer than any nickname is first freed of what counts for nothing, and no more than {@link #READ} code points of it are looked
 * at. Such names are direct clients' alone. Safe for all threads; the first use loads Unicode's tables.
 */
final class Lookalikes {
    /** Code points of a name that are looked at; a nickname has no more than that before NFC. */
    static final int READ = 128;

    /** Code points of what becomes of it that are looked at: all that NFKC can make of a nickname, eighteen of each of its own. */
    static final int COMPARED = 18 * Limits.NICK_CODE_POINTS;

    /** Rounds until nothing changes any more; two are enough for any one character. */
    private static final int ROUNDS = 8;

    /** The filler of the Khitan small script, which moves the letters beside it and shows nothing itself; no property of Unicode's says so. */
    private static final String KHITAN_FILLER = "\uD81B\uDFE4";

    private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

    static final Lookalikes UNICODE =
            new Lookalikes(Normalizer2.getNFKCCasefoldInstance()::normalize, CONFUSABLES::getSkeleton);

    private final UnaryOperator<String> caseFold;
    private final UnaryOperator<String> confusables;

    /**
     * @param caseFold NFKC and case folding, without what Unicode ignores by default
     * @param confusables the skeleton of UTS #39
     */
    Lookalikes(UnaryOperator<String> caseFold, UnaryOperator<String> confusables) {
        this.caseFold = caseFold;
        this.confusables = confusables;
    }

    /**
     * What all lookalikes of a name have in common: the UTS #39 skeleton after NFKC and case folding. A skeleton may have letters of
     * another case, {@code O} for {@code 0}, and is folded again, until nothing changes. So it is the skeleton of itself.
     */
    String skeleton(String name) {
        return settled(cut(visible(name), READ));
    }

    /** The skeleton of what is no longer than skeletons are. */
    String settled(String text) {
        String folded = cut(fold(text), COMPARED);
        for (int round = 0; round < ROUNDS; round++) {
            String next = cut(fold(confusables.apply(folded)), COMPARED);
            if (next.equals(folded)) {
                break;
            }
            folded = next;
        }
        return folded;
    }

    /** Whether two names differ at the most in case, in how they are composed and in what doesn't show. İ, I, ı and i are one letter. */
    boolean sameButForCase(String one, String other) {
        String left = visible(one);
        String right = visible(other);
        return (isShort(left) && isShort(right))
                ? fold(left).equals(fold(right))
                : foldEach(left).equals(foldEach(right));
    }

    private String fold(String text) {
        String folded = caseFold.apply(text.replace(KHITAN_FILLER, ""));
        return folded.indexOf('\u0131') < 0 && !folded.contains("i\u0307")
                ? folded
                : caseFold.apply(folded.replace('\u0131', 'i').replace("i\u0307", "i"));
    }

    /** The same for each character by itself, as it is; in linear time. */
    private static String foldEach(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints()
                .map(codePoint -> UCharacter.foldCase(codePoint, UCharacter.FOLD_CASE_DEFAULT))
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** A long name without what folding would remove. */
    private static String visible(String name) {
        if (isShort(name)) {
            return name;
        }
        StringBuilder visible = new StringBuilder();
        name.codePoints()
                .filter(codePoint -> !UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    private static boolean isShort(String name) {
        return name.length() <= READ || name.codePointCount(0, name.length()) <= READ;
    }

    private static String cut(String text, int codePoints) {
        return text.length() <= codePoints || text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints));
    }
}
