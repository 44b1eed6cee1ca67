package parley.conformance.transcript;

import java.util.Random;
import java.util.regex.Pattern;

/**
 * Gives the people of a transcript other names each time it is played, so that nothing that a server remembers of them, from a
 * moment ago or from another file, is in the way.
 */
public final class FreshNames {
    /** Those that files use by the dozen. Others stay, for it may matter what they look like. */
    private static final Pattern PEOPLE = Pattern.compile(
            "(?:(?<![\\p{L}\\p{M}\\p{N}_-])|(?<=\\\\[rnt0])|(?<=\\\\x[0-9a-f]{2}))(?i:ann|bob|cid|dan)(?![\\p{L}\\p{M}\\p{N}_-])");

    /** No two of them look like another letter. */
    private static final String LETTERS = "bdfghkpqtz";

    private static final int LENGTH = 6;

    private final Random random;

    public FreshNames(long seed) {
        random = new Random(seed);
    }

    /** A name that nobody has had. */
    public String name(String beginning) {
        return beginning + ending();
    }

    private String ending() {
        StringBuilder ending = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            ending.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return ending.toString();
    }

    /** The same with other names. */
    public Transcript renamed(Transcript transcript) {
        String ending = ending();
        return transcript.with(transcript.steps().stream()
                .map(step -> new Transcript.Step(
                        step.number(),
                        step.actor(),
                        step.verb(),
                        PEOPLE.matcher(step.text()).replaceAll("$0" + ending)))
                .toList());
    }
}
