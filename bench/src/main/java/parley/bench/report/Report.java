package parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gathers the results as they come, and writes them: Markdown sections, and beside them the figures as CSV and plots. */
public final class Report {
    private final Path folder;
    private final String head;
    private final StringBuilder markdown = new StringBuilder();

    /**
     * Begins one.
     *
     * @param folder where it is written; created if need be
     * @param facts a table that stands before everything else
     */
    public Report(Path folder, String title, List<List<String>> facts) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.head = "# " + title + "\n\n" + markdown(facts);
    }

    /** A heading and what is said below it. */
    public void section(String title, String text) {
        markdown.append("\n## ").append(title).append("\n\n").append(text).append('\n');
    }

    /** A table; the first row is its head, and every other as long. */
    public void table(List<List<String>> rows) {
        markdown.append('\n').append(markdown(rows));
    }

    private static String markdown(List<List<String>> rows) {
        StringBuilder markdown = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            markdown.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                markdown.append("| --- ")
                        .append("| ---: ".repeat(rows.get(0).size() - 1))
                        .append("|\n");
            }
        }
        return markdown.toString();
    }

    /** Curves, as a plot and as CSV of that name. */
    public void curves(String name, Chart chart) throws IOException {
        chart.write(folder, name);
        markdown.append("\n![").append(chart.title()).append("](").append(name).append(".svg)\n");
    }

    /** Writes what there is by now, the summary before it. */
    public void write(String title, List<List<String>> summary) throws IOException {
        Files.writeString(folder.resolve("RESULTS.md"), head + "\n## " + title + "\n\n" + markdown(summary) + markdown);
    }

    public Path folder() {
        return folder;
    }
}
