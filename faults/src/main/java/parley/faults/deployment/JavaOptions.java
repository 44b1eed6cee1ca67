package parley.faults.deployment;

import java.util.List;

/** Holds how Java runs the processes that are broken: many of them, often started. */
final class JavaOptions {
    static final List<String> QUICK_TO_START = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private JavaOptions() {}
}
