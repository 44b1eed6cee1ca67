package parley.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws curves over one quantity, both axes logarithmic, and writes them as CSV too. */
public final class Chart {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 300;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    /** Each stands out from both backgrounds, the light and the dark one. */
    private static final List<String> COLOURS =
            List.of("#808080", "#d1495b", "#3d8bc7", "#3a9d52", "#c98a1b", "#9467bd", "#1f9e9e", "#a5673f");

    private static final String STYLE = """
            <style>
            .ground{fill:#fff} text{fill:#222} .grid{stroke:#ddd}
            @media (prefers-color-scheme:dark){.ground{fill:#0d1117} text{fill:#ddd} .grid{stroke:#333}}
            </style>
            """;

    private static final String EMPHASIZED = "Parley";
    private static final double WIDE_LINE = 3.5;
    private static final double LINE = 1.8;

    private final String title;
    private final String across;
    private final String up;
    private final Map<String, TreeMap<Double, Double>> curves = new LinkedHashMap<>();

    /**
     * @param across what x is
     * @param up what y is
     */
    public Chart(String title, String across, String up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** Adds a point; both numbers are above 0. */
    public void add(String curve, double x, double y) {
        curves.computeIfAbsent(curve, name -> new TreeMap<>()).put(x, y);
    }

    /** Writes it as a plot and as CSV, both of that name. */
    public void write(Path folder, String name) throws IOException {
        Files.writeString(folder.resolve(name + ".svg"), svg());
        Files.writeString(folder.resolve(name + ".csv"), csv());
    }

    String title() {
        return title;
    }

    String csv() {
        StringBuilder csv = new StringBuilder("curve," + across + "," + up + "\n");
        curves.forEach((name, points) ->
                points.forEach((x, y) -> csv.append(String.format(Locale.ROOT, "%s,%.6g,%.6g%n", name, x, y))));
        return csv.toString();
    }

    String svg() {
        Axis x = axis(true);
        Axis y = axis(false);
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n%s<rect class=\"ground\" width=\"100%%\" height=\"100%%\"/>%n",
                WIDTH,
                HEIGHT,
                STYLE));
        text(svg, LEFT, 22, "start", "15", title);
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", "12", across);
        text(svg, 8, TOP - 4, "start", "12", up);
        for (double tick : x.ticks()) {
            line(svg, x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM);
            text(svg, x.at(tick), HEIGHT - BOTTOM + 16, "middle", "11", label(tick));
        }
        for (double tick : y.ticks()) {
            line(svg, LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(svg, LEFT - 6, y.at(tick) + 4, "end", "11", label(tick));
        }
        int index = 0;
        for (Map.Entry<String, TreeMap<Double, Double>> curve : curves.entrySet()) {
            curve(svg, curve.getKey(), curve.getValue(), x, y, index++);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void curve(StringBuilder svg, String name, Map<Double, Double> points, Axis x, Axis y, int index) {
        String colour = COLOURS.get(index % COLOURS.size());
        StringBuilder path = new StringBuilder();
        points.forEach((across, up) -> {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.at(across), y.at(up)));
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n",
                    x.at(across),
                    y.at(up),
                    colour));
        });
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>%n",
                path,
                colour,
                name.startsWith(EMPHASIZED) ? WIDE_LINE : LINE));
        int row = TOP + 10 + 20 * index;
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>%n",
                WIDTH - RIGHT + 14,
                row - 10,
                colour));
        text(svg, WIDTH - RIGHT + 32, row, "start", "12", name);
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(Locale.ROOT, "<path d=\"M%.1f %.1fL%.1f %.1f\" class=\"grid\"/>%n", x1, y1, x2, y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String size, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                size,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    private static String label(double tick) {
        return tick >= 1 ? String.format(Locale.ROOT, "%,.0f", tick) : String.format(Locale.ROOT, "%s", (float) tick);
    }

    private Axis axis(boolean horizontal) {
        TreeSet<Double> values = new TreeSet<>();
        curves.values().forEach(points -> values.addAll(horizontal ? points.keySet() : points.values()));
        double low = values.isEmpty() ? 1 : values.first();
        double high = values.isEmpty() ? 10 : values.last();
        return horizontal ? new Axis(low, high, LEFT, WIDTH - RIGHT) : new Axis(low, high, HEIGHT - BOTTOM, TOP);
    }
}
