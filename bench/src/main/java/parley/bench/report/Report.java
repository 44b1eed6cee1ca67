package parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The results as they come: Markdown sections, and beside them the figures as CSV and plots. */
public final class Report {
    private final Path folder;
    private final StringBuilder markdown = new StringBuilder();

    /** @param folder where it is written; created if need be */
    public Report(Path folder, String head) throws IOException {
        this.folder = Files.createDirectories(folder);
        markdown.append(head);
    }

    /** A heading and what is said below it. */
    public void section(String title, String text) {
        markdown.append("\n## ").append(title).append("\n\n").append(text).append('\n');
    }

    /** A table; the first row is its head, and every other as long. */
    public void table(List<List<String>> rows) {
        markdown.append('\n');
        for (int i = 0; i < rows.size(); i++) {
            markdown.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                markdown.append("| --- ")
                        .append("| ---: ".repeat(rows.get(0).size() - 1))
                        .append("|\n");
            }
        }
    }

    /** Curves, as a plot and as CSV of that name. */
    public void curves(String name, Chart chart) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), chart.svg());
        Files.writeString(folder.resolve(name + ".csv"), chart.csv());
        markdown.append("\n![").append(chart.title()).append("](").append(name).append(".svg)\n");
    }

    /** Writes what there is by now. */
    public void write() throws IOException {
        Files.writeString(folder.resolve("RESULTS.md"), markdown);
    }

    public Path folder() {
        return folder;
    }
}
