package parley.bench.size;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what was measured: of each thing, a figure at each size. */
final class SizeFigures {
    private static final Pattern ROW = Pattern.compile("\"(.*)\",(\\d+),(.*)");

    private final Map<String, TreeMap<Integer, Double>> figures = new LinkedHashMap<>();

    /** What was measured before and written by {@link #csv}. */
    static SizeFigures read(Path csv) throws IOException {
        SizeFigures read = new SizeFigures();
        for (String line : Files.readAllLines(csv)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                read.figures
                        .computeIfAbsent(row.group(1), name -> new TreeMap<>())
                        .put(Integer.valueOf(row.group(2)), Double.valueOf(row.group(3)));
            }
        }
        return read;
    }

    void put(String what, int size, double figure) {
        figures.computeIfAbsent(what, name -> new TreeMap<>()).put(size, figure);
        System.err.printf(Locale.ROOT, "%s, %,d: %.4g%n", what, size, figure);
    }

    /** At that size; NaN where it was not measured. */
    double at(String what, int size) {
        return figures.getOrDefault(what, new TreeMap<>()).getOrDefault(size, Double.NaN);
    }

    /** At the largest size. */
    double last(String what) {
        TreeMap<Integer, Double> points = figures.getOrDefault(what, new TreeMap<>());
        return points.isEmpty() ? Double.NaN : points.lastEntry().getValue();
    }

    /** By how much it grows with each one more between two sizes. */
    double slope(String what, int from, int to) {
        return (at(what, to) - at(what, from)) / (to - from);
    }

    String csv() {
        StringBuilder csv = new StringBuilder("what,size,figure\n");
        figures.forEach((what, points) -> points.forEach(
                (size, figure) -> csv.append(String.format(Locale.ROOT, "\"%s\",%d,%.6g%n", what, size, figure))));
        return csv.toString();
    }
}
