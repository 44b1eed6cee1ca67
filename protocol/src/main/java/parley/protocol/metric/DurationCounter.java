package parley.protocol.metric;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often something was done, and adds up how long it took. For all threads. */
public final class DurationCounter {

    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongAdder count = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    public void add(long took) {
        count.increment();
        nanos.add(took);
    }

    /** A sample of a summary. */
    public Metric.Sample sample(String... values) {
        return new Metric.Sample(List.of(values), () -> nanos.sum() / SECOND, count::sum);
    }

    /** Without labels. */
    public Metric metric(String name, String help) {
        return new Metric(name, help, Metric.Type.SUMMARY, List.of(), List.of(sample()));
    }
}
