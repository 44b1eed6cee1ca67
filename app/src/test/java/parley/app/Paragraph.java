package parley.app;

/** Writes paragraphs of pages that tests make. */
public final class Paragraph {
    private static final int COLUMNS = 100;

    private Paragraph() {}

    /** One paragraph or item of a list, in lines that fit into a terminal. */
    public static String fill(String text) {
        String indent = text.startsWith("- ") ? "  " : "";
        StringBuilder filled = new StringBuilder();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > COLUMNS) {
                filled.append(line).append('\n');
                line.setLength(0);
                line.append(indent).append(word);
            } else {
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
        }
        return filled.append(line).append('\n').toString();
    }
}
