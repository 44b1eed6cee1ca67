package parley.app.options;

import java.util.Collection;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds which of the names there are somebody meant who wrote another. */
final class NearestName {
    /** Letters of a name of which one may be wrong. */
    private static final int LETTERS_A_MISTAKE = 3;

    private NearestName() {}

    /** The one that is fewest mistakes away, if that is few for its length; of several the first by code point. */
    static @Nullable String of(String written, Collection<String> names) {
        String nearest = null;
        int letters = written.replace("-", "").length();
        int fewest = letters < 2 ? 0 : 1 + Math.max(1, letters / LETTERS_A_MISTAKE);
        for (String name : new TreeSet<>(names)) {
            int mistakes = mistakes(written, name);
            if (mistakes < fewest) {
                nearest = name;
                fewest = mistakes;
            }
        }
        return nearest;
    }

    /** How many letters are missing, too many, wrong, or in the place of the one beside them: the optimal string alignment. */
    private static int mistakes(String written, String meant) {
        int[][] distance = new int[written.length() + 1][meant.length() + 1];
        for (int at = 0; at <= written.length(); at++) {
            for (int to = 0; to <= meant.length(); to++) {
                distance[at][to] = at == 0 || to == 0 ? at + to : mistakes(distance, written, meant, at, to);
            }
        }
        return distance[written.length()][meant.length()];
    }

    private static int mistakes(int[][] distance, String written, String meant, int at, int to) {
        int wrong = written.charAt(at - 1) == meant.charAt(to - 1) ? 0 : 1;
        int fewest =
                Math.min(distance[at - 1][to - 1] + wrong, 1 + Math.min(distance[at - 1][to], distance[at][to - 1]));
        boolean swapped = at > 1
                && to > 1
                && written.charAt(at - 1) == meant.charAt(to - 2)
                && written.charAt(at - 2) == meant.charAt(to - 1);
        return swapped ? Math.min(fewest, distance[at - 2][to - 2] + 1) : fewest;
    }
}
