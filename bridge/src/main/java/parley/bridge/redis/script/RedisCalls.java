package parley.bridge.redis.script;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import parley.protocol.metric.DurationCounter;
import parley.protocol.metric.Metric;

/**
 * Counts what is asked of Redis on the command connection, each script by its name and all commands as one: how long answers took,
 * how many did not come, in time or at all, and how many were errors. For all threads.
 */
public final class RedisCalls {
    private static final String COMMAND = "command";

    /** What is counted of one kind of call. */
    static final class Call {
        private final DurationCounter answers = new DurationCounter();
        private final LongAdder timeouts = new LongAdder();
        private final LongAdder lost = new LongAdder();
        private final LongAdder errors = new LongAdder();

        void answered(long nanos) {
            answers.add(nanos);
        }

        /** @param refused whether Redis answered with an error that is no part of the conversation */
        void failed(Throwable failure, boolean refused) {
            if (isTimeout(failure)) {
                timeouts.increment();
            } else if (refused) {
                errors.increment();
            } else if (!(failure instanceof RedisCommandExecutionException)) {
                lost.increment();
            }
        }
    }

    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Call command;

    public RedisCalls() {
        command = new Call();
        calls.put(COMMAND, command);
        Script.ALL.forEach(script -> calls.put(script.name(), new Call()));
    }

    static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof RedisCommandTimeoutException;
    }

    Call command() {
        return command;
    }

    Call of(Script script) {
        return calls.getOrDefault(script.name(), command);
    }

    public List<Metric> metrics() {
        return List.of(
                family(
                        "redis_call_seconds",
                        "Answers of Redis to scripts, by name, and to commands, and the time that they took",
                        Metric.Type.SUMMARY,
                        each -> each.getValue().answers.sample(each.getKey())),
                family(
                        "redis_timeouts",
                        "Calls that Redis did not answer in time",
                        Metric.Type.COUNTER,
                        each -> counted(each.getKey(), each.getValue().timeouts)),
                family(
                        "redis_lost",
                        "Calls whose answers were lost with the connection",
                        Metric.Type.COUNTER,
                        each -> counted(each.getKey(), each.getValue().lost)),
                family(
                        "redis_errors",
                        "Calls that Redis refused, or whose script failed",
                        Metric.Type.COUNTER,
                        each -> counted(each.getKey(), each.getValue().errors)));
    }

    private Metric family(
            String name, String help, Metric.Type type, Function<Map.Entry<String, Call>, Metric.Sample> sample) {
        return new Metric(
                name,
                help,
                type,
                List.of("call"),
                calls.entrySet().stream().map(sample).toList());
    }

    private static Metric.Sample counted(String call, LongAdder count) {
        return new Metric.Sample(List.of(call), count::sum, count::sum);
    }
}
