package parley.bridge.redis.script;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.redis.connection.DeadlineTimer;
import parley.bridge.redis.connection.Reconnecting;
import parley.bridge.redis.connection.Refusals;
import parley.bridge.redis.connection.SilenceDetector;
import parley.bridge.redis.connection.StallDetector;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.RedisClock;
import parley.redis.endpoint.WrongNode;

/**
 * Sends commands and scripts to Redis on the command connection. Commands of one thread go out in its order; every failure is an
 * {@link UnavailableException}, at once where there is no connection. Stages complete on any thread.
 */
public final class RedisCommands implements Reconnecting.Listener<StatefulRedisConnection<String, String>> {
    /** How the error of a script begins that came after its deadline; Redis's clock follows. */
    private static final String EXPIRED = "EXPIRED ";

    private final String bridge;
    private final RedisClock clock;
    private final Lease lease;
    private final SilenceDetector silence;
    private final Refusals refusals;
    private final DeadlineTimer timer;
    private final Runnable ready;
    private final RedisCalls calls = new RedisCalls();
    private final StallDetector stall = new StallDetector();
    private volatile @Nullable Life life;

    /** One life of the connection. */
    private record Life(StatefulRedisConnection<String, String> connection, ScriptRunner scripts) {}

    /**
     * @param timer for deadlines
     * @param ready called with each new life of the connection, on the maintenance thread
     */
    public RedisCommands(
            String bridge,
            RedisClock clock,
            Lease lease,
            SilenceDetector silence,
            Refusals refusals,
            DeadlineTimer timer,
            Runnable ready) {
        this.bridge = bridge;
        this.clock = clock;
        this.lease = lease;
        this.silence = silence;
        this.refusals = refusals;
        this.timer = timer;
        this.ready = ready;
    }

    @Override
    public void up(StatefulRedisConnection<String, String> connection) {
        somethingCame();
        life = new Life(connection, new ScriptRunner(connection, bridge));
        ready.run();
    }

    @Override
    public void down() {
        life = null;
    }

    /** What was asked of Redis, counted. */
    public RedisCalls calls() {
        return calls;
    }

    /** This bridge's id. */
    public String bridge() {
        return bridge;
    }

    /** Whether there is a connection, though it may be dead. */
    public boolean isUp() {
        return life != null;
    }

    /** Whether there is a connection, and Redis not known to stand still. */
    public boolean isPromising() {
        return life != null && !stall.isStalled();
    }

    private void somethingCame() {
        silence.arrived();
        stall.answered();
    }

    /** Sends a command that may run at any time, or never. */
    public <T> CompletableFuture<T> send(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return stall.isStalled() ? refused() : sendAnyway(command);
    }

    /** The same, but also while Redis stands still, which by this may be found to be over. */
    public <T> CompletableFuture<T> sendAnyway(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return UnavailableException.forAnyFailure(
                dispatch(calls.command(), now -> command.apply(now.connection.async())));
    }

    /**
     * Sends a command that may run at any time, or never, and is not bounded by the connection: it fails at the deadline, and counts
     * as not answered in time.
     */
    public <T> CompletableFuture<T> send(
            Deadline deadline, Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return stall.isStalled()
                ? refused()
                : UnavailableException.forAnyFailure(
                        dispatch(calls.command(), now -> bounded(deadline, command.apply(now.connection.async()))));
    }

    /** No copy, which would hide what the answer failed with in another exception. */
    private <T> CompletableFuture<T> bounded(Deadline deadline, CompletionStage<T> answer) {
        CompletableFuture<T> bounded = new CompletableFuture<>();
        failBy(deadline, bounded);
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                bounded.complete(value);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        return bounded;
    }

    private static <T> CompletableFuture<T> refused() {
        return CompletableFuture.failedFuture(new UnavailableException("Redis does not answer"));
    }

    /** Fails where all that it takes to answer is not there by the deadline, whoever else asked for some of it. */
    public <T> CompletableFuture<T> within(Deadline deadline, CompletableFuture<T> answer) {
        long askedAt = System.nanoTime();
        return UnavailableException.forAnyFailure(noticing(askedAt, deadline.bound(answer)));
    }

    /** The same; where the time has run out, that is noticed before anybody is told. */
    private <T> CompletableFuture<T> noticing(long askedAt, CompletableFuture<T> answer) {
        return answer.whenComplete((value, failure) -> notice(askedAt, failure));
    }

    private void notice(long askedAt, @Nullable Throwable failure) {
        if (failure != null && RedisCalls.isTimeout(failure)) {
            stall.timedOut(askedAt);
        }
    }

    private <T> CompletableFuture<T> dispatch(
            RedisCalls.Call call, Function<Life, ? extends CompletionStage<T>> question) {
        Life now = life;
        if (now == null) {
            return CompletableFuture.failedFuture(new UnavailableException("not connected to Redis"));
        }
        long askedAt = System.nanoTime();
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            question.apply(now).whenComplete((value, failure) -> {
                if (failure == null) {
                    call.answered(System.nanoTime() - askedAt);
                    somethingCame();
                    answer.complete(value);
                } else {
                    notice(askedAt, failure);
                    call.failed(failure, refusals.note(failure));
                    if (WrongNode.isSaidBy(failure)) {
                        leave(now);
                    }
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException closed) {
            answer.completeExceptionally(closed);
        }
        return answer;
    }

    /** The server is not the one to be asked: the connection is given up, and opened again to the one that is. */
    private void leave(Life left) {
        if (left.equals(life)) {
            life = null;
            left.connection.closeAsync();
        }
    }

    /** Runs a script that may run at any time, or never. */
    public <T> CompletableFuture<T> run(Script script, ScriptOutputType type, String... arguments) {
        return stall.isStalled()
                ? refused()
                : UnavailableException.forAnyFailure(this.<T>dispatch(script, type, arguments));
    }

    /**
     * Runs a script that may run at any time, or never, with this bridge's id before its other arguments; also while Redis stands
     * still.
     */
    public <T> CompletableFuture<T> runAsBridge(Script script, ScriptOutputType type, String... arguments) {
        return UnavailableException.forAnyFailure(
                this.<T>dispatch(script, type, prepend(new String[] {bridge}, arguments)));
    }

    private static String[] prepend(String[] first, String... rest) {
        String[] all = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, all, first.length, rest.length);
        return all;
    }

    /**
     * Runs a script that changes what others see, with this bridge's id and the deadline before its other arguments: not while
     * the lease is unconfirmed or Redis stands still, and never after the stage has failed.
     */
    public <T> CompletableFuture<T> runWhileLeased(
            Script script, ScriptOutputType type, Deadline deadline, String... arguments) {
        return runWhileLeased(script, type, deadline, () -> {}, arguments);
    }

    /**
     * The same, for whoever sends one thing after the other.
     *
     * @param over called once, when Redis has answered, or the connection is lost, or the deadline has come
     */
    public <T> CompletableFuture<T> runWhileLeased(
            Script script, ScriptOutputType type, Deadline deadline, Runnable over, String... arguments) {
        if (!lease.runs()) {
            over.run();
            return CompletableFuture.failedFuture(new UnavailableException("the lease is not confirmed"));
        }
        if (stall.isStalled()) {
            over.run();
            return refused();
        }
        return runByDeadline(script, type, deadline, over, arguments);
    }

    /** As {@link #runWhileLeased}, but whether or not the lease is confirmed, and whether or not Redis stands still. */
    public <T> CompletableFuture<T> runByDeadline(
            Script script, ScriptOutputType type, Deadline deadline, String... arguments) {
        return runByDeadline(script, type, deadline, () -> {}, arguments);
    }

    private <T> CompletableFuture<T> runByDeadline(
            Script script, ScriptOutputType type, Deadline deadline, Runnable over, String... arguments) {
        if (!clock.isKnown() || deadline.left() == 0) {
            over.run();
            return CompletableFuture.failedFuture(new UnavailableException("Redis did not answer in time"));
        }
        long askedAt = System.nanoTime();
        String latest = Long.toString(clock.micros(deadline.nanos()));
        CompletableFuture<T> answer = dispatch(script, type, prepend(new String[] {bridge, latest}, arguments));
        if (answer.isDone()) {
            over.run();
            return UnavailableException.forAnyFailure(answer);
        }
        // A connection that was lost may still bring Redis the script: that is told only when it can't run any more.
        CompletableFuture<T> told = new CompletableFuture<>();
        failBy(deadline, told);
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                told.complete(value);
            } else if (failure instanceof RedisCommandExecutionException refusal) {
                noteClock(refusal, askedAt);
                told.completeExceptionally(refusal);
            }
        });
        AtomicBoolean isOver = new AtomicBoolean();
        Stream.of(answer, told)
                .forEach(either -> either.whenComplete((value, failure) -> {
                    if (isOver.compareAndSet(false, true)) {
                        over.run();
                    }
                }));
        return UnavailableException.forAnyFailure(noticing(askedAt, told));
    }

    private void failBy(Deadline deadline, CompletableFuture<?> answer) {
        Runnable cancel = timer.at(deadline, () -> answer.completeExceptionally(new TimeoutException()));
        answer.whenComplete((value, failure) -> cancel.run());
    }

    private <T> CompletableFuture<T> dispatch(Script script, ScriptOutputType type, String... arguments) {
        return dispatch(calls.of(script), now -> now.scripts.run(script, type, arguments));
    }

    private void noteClock(RedisCommandExecutionException refusal, long askedAt) {
        String message = String.valueOf(refusal.getMessage());
        if (message.startsWith(EXPIRED)) {
            clock.sample(Long.parseLong(message.substring(EXPIRED.length())), askedAt);
        }
    }
}
