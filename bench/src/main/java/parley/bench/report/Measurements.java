package parley.bench.report;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Holds the figures of one run by name, for those who compare them. */
public final class Measurements {
    private final Map<String, Double> figures = new HashMap<>();

    /** @param name its words, in their order */
    public void put(double figure, Object... name) {
        figures.put(key(name), figure);
    }

    /** NaN where it was not measured. */
    public double get(Object... name) {
        return figures.getOrDefault(key(name), Double.NaN);
    }

    private static String key(Object... name) {
        return Arrays.stream(name).map(String::valueOf).collect(Collectors.joining(" "));
    }
}
