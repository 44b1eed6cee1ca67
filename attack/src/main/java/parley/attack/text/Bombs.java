package parley.attack.text;

import java.util.List;

/** Holds texts that fill a line and are dear to whoever normalises, compares or cleans them without looking at their length. */
public final class Bombs {
    private static final String WOMAN = "\uD83D\uDC69";
    private static final String JOINER = "\u200D";

    static final List<String> ALL = List.of(
            // Marks of two classes by turns, which have to be put in order; and of one.
            "a" + "\u0316\u0301".repeat(1_010),
            "a" + "\u0301".repeat(2_020),
            // One character that becomes eighteen.
            "\uFDFA".repeat(1_359),
            "e" + JOINER.repeat(1_350),
            "\u1100".repeat(1_350),
            "\u0130".repeat(2_000));

    private static final List<String> TEXTS = List.of(
            WOMAN + JOINER.repeat(1_350),
            (WOMAN + JOINER).repeat(580),
            "a" + "\u0316\u0301".repeat(1_010),
            "\uD83C\uDFF4" + "\uDB40\uDC67".repeat(1_000),
            "x" + "\uFE0F".repeat(1_350));

    private Bombs() {}

    /** Commands that hold them: whispers to such names, and messages. */
    public static List<String> commands() {
        return List.of(
                "to " + ALL.get(0) + " x",
                "pub " + TEXTS.get(0),
                "to " + ALL.get(1) + " x",
                "pub " + TEXTS.get(1),
                "to " + ALL.get(2) + " x",
                "pub " + TEXTS.get(2),
                "to nobody " + TEXTS.get(0),
                "pub " + TEXTS.get(3),
                "to nobody " + TEXTS.get(3),
                "pub " + TEXTS.get(4),
                ALL.get(0));
    }
}
