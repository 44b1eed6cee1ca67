package parley.faults.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes what came of the soak as a page. */
final class SoakTable {
    /** @param seconds from the start of everything to its end */
    record Row(SoakResult result, double seconds) {}

    private static final String HEAD = """
            # The soak

            Made by `faults/soak`; not to be edited. Real processes: two bridges, an archiver, a Redis with
            `appendonly yes`. The echo bot of a client library answers numbered messages, up to 200 of which
            are on their way, while its connection is cut, the bridge that it talks to is killed or told to
            end, and Redis is killed and away for a second. Whoever asks comes back by the library in Java.

            Counted in the archive: a gap is a number that was not asked for or not answered, a double one
            that was more than once. The bot keeps its name, and ends with exit code 0 when it is sent away.
            """;

    private SoakTable() {}

    static String of(List<Row> rows) {
        List<String> titles = new ArrayList<>(List.of("library", "messages"));
        for (SoakFault fault : SoakFault.values()) {
            titles.add(fault.title());
        }
        titles.addAll(List.of("gaps", "doubles", "ok", "s"));
        return HEAD
                + machine()
                + line(titles)
                + "| --- |" + " ---: |".repeat(titles.size() - 3) + " --- | ---: |\n"
                + rows.stream().map(SoakTable::line).collect(Collectors.joining());
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "The machine: %d cores, %s %s, Java %d.\n\n",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.version().feature());
    }

    private static String line(Row row) {
        SoakResult result = row.result();
        List<String> cells = new ArrayList<>(List.of(result.library(), Integer.toString(result.messages())));
        for (SoakFault fault : SoakFault.values()) {
            cells.add(Long.toString(result.times(fault)));
        }
        cells.add(Integer.toString(result.gaps()));
        cells.add(Integer.toString(result.doubles()));
        cells.add(result.isGood() ? "yes" : "no");
        cells.add(String.format(Locale.ROOT, "%.0f", row.seconds()));
        return line(cells);
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
