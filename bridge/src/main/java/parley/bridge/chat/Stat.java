package parley.bridge.chat;

import java.util.function.DoubleSupplier;

/**
 * A figure for the operator, shown by {@code stats} and {@code /metrics}.
 *
 * @param name in lower case with underscores, such as {@code sessions_open}
 * @param value may be asked for by any thread; doesn't block
 */
public record Stat(String name, String help, Kind kind, DoubleSupplier value) {
    public enum Kind {
        /** Only grows. */
        COUNTER,
        GAUGE
    }

    public static Stat counter(String name, String help, DoubleSupplier value) {
        return new Stat(name, help, Kind.COUNTER, value);
    }

    public static Stat gauge(String name, String help, DoubleSupplier value) {
        return new Stat(name, help, Kind.GAUGE, value);
    }
}
