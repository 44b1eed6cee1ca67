package parley.bridge.net;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.ToLongFunction;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.net.line.LineLoop;
import parley.protocol.metric.DurationCounter;
import parley.protocol.metric.Metric;

/** Keeps the event loops that have had sessions, and has each wake its live ones when the lobby grows. For all threads. */
final class LineLoops {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Map<EventLoop, LineLoop> loops = new ConcurrentHashMap<>();
    private final DurationCounter delays = new DurationCounter();
    private final BooleanSupplier open;
    private final BooleanSupplier paced;

    /**
     * @param open whether anything may be delivered to sessions now
     * @param paced whether a loop reads no more from one address than is allowed
     */
    LineLoops(Lobby lobby, BooleanSupplier open, BooleanSupplier paced) {
        this.open = open;
        this.paced = paced;
        lobby.onGrowth(this::lobbyGrew);
    }

    private void lobbyGrew() {
        loops.values().forEach(LineLoop::lobbyGrew);
    }

    LineLoop of(EventLoop loop) {
        return loops.computeIfAbsent(loop, this::begin);
    }

    private LineLoop begin(EventLoop loop) {
        LineLoop begun = new LineLoop(loop, delays, open, paced, System::nanoTime);
        begun.measureDelay();
        return begun;
    }

    List<Metric> metrics() {
        return List.of(
                Metric.counter("received_bytes", "Bytes of lines that came from people", sum(LineLoop::receivedBytes)),
                Metric.counter("sent_bytes", "Bytes of lines given to people's connections", sum(LineLoop::sentBytes)),
                delays.metric(
                        "loop_delay_seconds",
                        "How late the event loops that had sessions got to what was due, four times a second each"),
                Metric.gauge(
                        "loop_delay_longest_seconds",
                        "The longest that what was due on an event loop was late, of the last half minute at least",
                        () -> loops.values().stream()
                                        .mapToLong(LineLoop::longestDelay)
                                        .max()
                                        .orElse(0)
                                / SECOND));
    }

    private DoubleSupplier sum(ToLongFunction<LineLoop> bytes) {
        return () -> loops.values().stream().mapToLong(bytes).sum();
    }
}
