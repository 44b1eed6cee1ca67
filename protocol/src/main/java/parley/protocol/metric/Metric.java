package parley.protocol.metric;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names what an operator watches, and says how it stands: one figure, or one for each value of its labels.
 *
 * @param name in lower case with underscores, such as {@code sessions_open}, without a prefix for the product; what is
 *     not a plain count ends in its base unit, {@code _bytes} or {@code _seconds}; none ends in what a type adds
 * @param help what is counted or measured, in some words for the operator
 * @param labels what tells the samples apart, such as {@code code}; mostly none
 * @param samples all there will ever be, so that each is shown from the start
 */
public record Metric(String name, String help, Type type, List<String> labels, List<Sample> samples) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern ADDED = Pattern.compile(".*_(total|count|sum|bucket|created|info)");

    public enum Type {
        /** Counts from the start of the process, and never goes back. */
        COUNTER,
        /** Is of this moment, and goes up and down; 1 or 0 where it answers yes or no. */
        GAUGE,
        /** Counts how often something was done, and the seconds that it took together. */
        SUMMARY,
        /** Says what stays, in its labels; always 1. */
        INFO
    }

    /**
     * Says how one figure stands. May be asked by any thread at any time, and neither blocks nor throws.
     *
     * @param values of the labels, in their order
     * @param count how often, of a summary; of no meaning for others
     */
    public record Sample(List<String> values, DoubleSupplier value, DoubleSupplier count) {

        public Sample {
            values = List.copyOf(values);
        }

        Sample(List<String> values, DoubleSupplier value) {
            this(values, value, () -> 0);
        }
    }

    /**
     * Says what a figure is called, with its labels as Prometheus writes them, and how it stood when it was read.
     *
     * @param name without a space, such as <code>errors{code="full"}</code>; a summary has two, one ending in
     *     {@code _count} and one in {@code _sum}
     */
    public record Reading(String name, double value) {}

    /** @throws IllegalArgumentException when a name is not written as names of metrics are, or a sample lacks a label */
    public Metric {
        labels = List.copyOf(labels);
        samples = List.copyOf(samples);
        if (!Stream.concat(Stream.of(name), labels.stream())
                        .allMatch(each -> NAME.matcher(each).matches())
                || ADDED.matcher(name).matches()) {
            throw new IllegalArgumentException("not a metric's name: " + name + labels);
        }
        int count = labels.size();
        if (samples.stream().anyMatch(sample -> sample.values().size() != count)) {
            throw new IllegalArgumentException("not as many values as labels: " + name + labels);
        }
    }

    public static Metric counter(String name, String help, DoubleSupplier value) {
        return alone(name, help, Type.COUNTER, value);
    }

    public static Metric gauge(String name, String help, DoubleSupplier value) {
        return alone(name, help, Type.GAUGE, value);
    }

    private static Metric alone(String name, String help, Type type, DoubleSupplier value) {
        return new Metric(name, help, type, List.of(), List.of(new Sample(List.of(), value)));
    }

    /** What stays as it is as long as the process lives, such as a version. */
    public static Metric info(String name, String help, Map<String, String> facts) {
        List<String> labels = List.copyOf(facts.keySet());
        List<String> values = labels.stream().map(facts::get).toList();
        return new Metric(name, help, Type.INFO, labels, List.of(new Sample(values, () -> 1)));
    }

    /** How all of it stands. */
    public List<Reading> readings() {
        return samples.stream().flatMap(this::readings).toList();
    }

    private Stream<Reading> readings(Sample sample) {
        return type == Type.SUMMARY
                ? Stream.of(reading("_count", sample, sample.count()), reading("_sum", sample, sample.value()))
                : Stream.of(reading("", sample, sample.value()));
    }

    private Reading reading(String suffix, Sample sample, DoubleSupplier value) {
        StringBuilder full = new StringBuilder(name).append(suffix);
        for (int at = 0; at < labels.size(); at++) {
            full.append(at == 0 ? '{' : ',')
                    .append(labels.get(at))
                    .append("=\"")
                    .append(sample.values().get(at))
                    .append('"');
        }
        return new Reading(full.append(labels.isEmpty() ? "" : "}").toString(), value.getAsDouble());
    }
}
