package parley.bench.size;

import java.util.ArrayList;
import java.util.List;
import parley.bench.report.ShortNumber;

/** Makes tables of what was measured: a row for each thing, a column for each size. */
final class SizeTables {
    private final SizeFigures figures;

    SizeTables(SizeFigures figures) {
        this.figures = figures;
    }

    /** @param head what the sizes are */
    List<List<String>> of(String head, List<Integer> sizes, List<String> what) {
        List<List<String>> rows = new ArrayList<>();
        List<String> first = new ArrayList<>(List.of(head));
        sizes.forEach(size -> first.add(ShortNumber.of(size)));
        rows.add(first);
        for (String name : what) {
            List<String> row = new ArrayList<>(List.of(name));
            for (int size : sizes) {
                double figure = figures.at(name, size);
                row.add(Double.isNaN(figure) ? "" : ShortNumber.of(figure));
            }
            rows.add(row);
        }
        return rows;
    }
}
