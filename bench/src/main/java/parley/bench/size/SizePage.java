package parley.bench.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Puts tables into a page that people write, in the places that it marks for them. */
final class SizePage {
    private final Path page;

    SizePage(Path page) {
        this.page = page;
    }

    /** Puts the table between {@code <!-- name -->} and {@code <!-- end of name -->}; the first row is its head. */
    void put(String name, List<List<String>> rows) throws IOException {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- end of " + name + " -->";
        String text = Files.readString(page);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new IOException(page + " has no place for " + name);
        }
        Files.writeString(page, text.substring(0, from) + "\n" + markdown(rows) + "\n" + text.substring(to));
    }

    private static String markdown(List<List<String>> rows) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            table.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                table.append("| --- ")
                        .append("| ---: ".repeat(rows.get(0).size() - 1))
                        .append("|\n");
            }
        }
        return table.toString();
    }
}
