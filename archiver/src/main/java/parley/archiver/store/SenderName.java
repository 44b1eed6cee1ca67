package parley.archiver.store;

import com.ibm.icu.text.Normalizer2;

/**
 * Compares senders as the chat compares the name behind {@code to}: regardless of case, of how it is composed, and of what doesn't
 * show. İ, I, ı and i are one letter.
 */
public final class SenderName {
    private static final Normalizer2 CASE_FOLD = Normalizer2.getNFKCCasefoldInstance();

    private final String folded;

    public SenderName(String name) {
        folded = fold(name);
    }

    public boolean matches(String sender) {
        return fold(sender).equals(folded);
    }

    private static String fold(String name) {
        String folded = CASE_FOLD.normalize(name.strip());
        return folded.indexOf('\u0131') < 0 && !folded.contains("i\u0307")
                ? folded
                : CASE_FOLD.normalize(folded.replace('\u0131', 'i').replace("i\u0307", "i"));
    }
}
