package parley.bridge.admin;

import java.util.List;
import java.util.function.Supplier;
import parley.protocol.metric.Metric;

/**
 * Names what the operator sees and does of the process itself. All are for any thread.
 *
 * @param software what the greeting calls it
 * @param drain starts the end of the process and returns at once
 */
public record OperatedProcess(String software, Supplier<List<Metric>> metrics, Runnable drain) {}
