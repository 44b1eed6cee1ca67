package parley.protocol.metric;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Counts by the constants of an enum, each of which is shown from the start, at 0. For all threads. */
public final class LabelledCounter<E extends Enum<E>> {

    private final Map<E, LongAdder> counts;
    private final Function<E, String> label;

    /**
     * @param counted the constants that may be counted; one at least
     * @param label what a constant is called
     */
    public LabelledCounter(List<E> counted, Function<E, String> label) {
        this.counts = new EnumMap<>(counted.get(0).getDeclaringClass());
        this.label = label;
        counted.forEach(each -> counts.put(each, new LongAdder()));
    }

    public void increment(E each) {
        add(each, 1);
    }

    /** @throws IllegalArgumentException when it is none of those that may be counted */
    public void add(E each, long more) {
        of(each).add(more);
    }

    /** @throws IllegalArgumentException when it is none of those that may be counted */
    public long count(E each) {
        return of(each).sum();
    }

    private LongAdder of(E each) {
        LongAdder count = counts.get(each);
        if (count == null) {
            throw new IllegalArgumentException("never counted: " + each);
        }
        return count;
    }

    /** @param key what the label is called */
    public Metric metric(String name, String help, String key) {
        List<Metric.Sample> samples = counts.entrySet().stream()
                .map(each -> new Metric.Sample(List.of(label.apply(each.getKey())), each.getValue()::sum))
                .toList();
        return new Metric(name, help, Metric.Type.COUNTER, List.of(key), samples);
    }
}
