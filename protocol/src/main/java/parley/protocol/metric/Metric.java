package parley.protocol.metric;

import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/**
 * Names a number that an operator watches, and says how it stands.
 *
 * @param name in lower case with underscores, such as {@code sessions_open}, without a prefix for the product; what is
 *     not a plain count ends in its unit, such as {@code _bytes} or {@code _seconds}
 * @param help what is counted or measured, in some words for the operator
 * @param value may be asked for by any thread at any time, and neither blocks nor throws; a counter's counts from the
 *     start of the process and never goes back, a gauge's is of this moment, 1 or 0 where it answers yes or no
 */
public record Metric(String name, String help, Type type, DoubleSupplier value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    public enum Type {
        /** Only grows. */
        COUNTER,
        /** Goes up and down. */
        GAUGE
    }

    /** @throws IllegalArgumentException when the name is not written as names of metrics are */
    public Metric {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a metric's name: " + name);
        }
    }

    public static Metric counter(String name, String help, DoubleSupplier value) {
        return new Metric(name, help, Type.COUNTER, value);
    }

    public static Metric gauge(String name, String help, DoubleSupplier value) {
        return new Metric(name, help, Type.GAUGE, value);
    }
}
