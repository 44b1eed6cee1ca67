package parley.bridge.admin;

import java.util.List;
import java.util.function.Supplier;
import parley.protocol.metric.Metric;

/**
 * Names what the operator sees and does of the process itself. Both are for any thread.
 *
 * @param drain starts the end of the process and returns at once
 */
public record OperatedProcess(Supplier<List<Metric>> metrics, Runnable drain) {}
