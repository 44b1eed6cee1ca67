package parley.bridge.redis.script;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;
import parley.bridge.redis.connection.Pulse;
import parley.bridge.redis.connection.Reconnecting;
import parley.bridge.redis.connection.Stall;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.RedisClock;

/**
 * What is asked of Redis on the command connection. Commands of one thread go out in its order; every failure is an
 * {@link UnavailableException}, at once where there is no connection. Stages complete on any thread.
 */
public final class Calls implements Reconnecting.Listener<StatefulRedisConnection<String, String>> {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);
    /** How the error of a script begins that came after its deadline; Redis's clock follows. */
    private static final String EXPIRED = "EXPIRED ";

    private final String bridge;
    private final RedisClock clock;
    private final Lease lease;
    private final Pulse pulse;
    private final Runnable ready;
    private final Stall stall = new Stall();
    private volatile @Nullable Life life;

    /** One life of the connection. */
    private record Life(StatefulRedisConnection<String, String> connection, ScriptRunner scripts) {}

    /** @param ready called with each new life of the connection, on the keeper's thread */
    public Calls(String bridge, RedisClock clock, Lease lease, Pulse pulse, Runnable ready) {
        this.bridge = bridge;
        this.clock = clock;
        this.lease = lease;
        this.pulse = pulse;
        this.ready = ready;
    }

    @Override
    public void up(StatefulRedisConnection<String, String> connection) {
        felt();
        life = new Life(connection, new ScriptRunner(connection, bridge));
        ready.run();
    }

    @Override
    public void down() {
        life = null;
    }

    /** Whether there is a connection, though it may be dead. */
    public boolean isUp() {
        return life != null;
    }

    /** Whether there is a connection, and Redis not known to stand still. */
    public boolean isPromising() {
        return life != null && !stall.isOn();
    }

    private void felt() {
        pulse.felt();
        stall.heard();
    }

    /** Sends a command that may run at any time, or never. */
    public <T> CompletableFuture<T> ask(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return stall.isOn() ? refused() : look(command);
    }

    /** The same, but also while Redis stands still, which by this may be found to be over. */
    public <T> CompletableFuture<T> look(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return UnavailableException.forAnyFailure(send(now -> command.apply(now.connection.async())));
    }

    private static <T> CompletableFuture<T> refused() {
        return CompletableFuture.failedFuture(new UnavailableException("Redis does not answer"));
    }

    /** Fails when Redis has had its time for all that it takes to answer, whoever else asked for some of it. */
    public <T> CompletableFuture<T> inTime(CompletableFuture<T> answer) {
        long askedAt = System.nanoTime();
        return UnavailableException.forAnyFailure(
                noticing(askedAt, answer.copy().orTimeout(Limits.REDIS_TIME.toNanos(), TimeUnit.NANOSECONDS)));
    }

    /** The same; where the time has run out, that is noticed before anybody is told. */
    private <T> CompletableFuture<T> noticing(long askedAt, CompletableFuture<T> answer) {
        return answer.whenComplete((value, failure) -> notice(askedAt, failure));
    }

    private void notice(long askedAt, @Nullable Throwable failure) {
        if (failure instanceof TimeoutException || failure instanceof RedisCommandTimeoutException) {
            stall.unanswered(askedAt);
        }
    }

    private <T> CompletableFuture<T> send(Function<Life, ? extends CompletionStage<T>> question) {
        Life now = life;
        if (now == null) {
            return CompletableFuture.failedFuture(new UnavailableException("not connected to Redis"));
        }
        long askedAt = System.nanoTime();
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            question.apply(now).whenComplete((value, failure) -> {
                if (failure == null) {
                    felt();
                    answer.complete(value);
                } else {
                    notice(askedAt, failure);
                    answer.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException closed) {
            answer.completeExceptionally(closed);
        }
        return answer;
    }

    /** Runs a script that may run at any time, or never. */
    public <T> CompletableFuture<T> ask(Script script, ScriptOutputType type, String... arguments) {
        return stall.isOn() ? refused() : UnavailableException.forAnyFailure(this.<T>send(script, type, arguments));
    }

    /**
     * Runs a script that may run at any time, or never, with this bridge's id before its other arguments; also while Redis stands
     * still.
     */
    public <T> CompletableFuture<T> own(Script script, ScriptOutputType type, String... arguments) {
        return UnavailableException.forAnyFailure(this.<T>send(script, type, prepend(Stream.of(bridge), arguments)));
    }

    private static String[] prepend(Stream<String> first, String... rest) {
        return Stream.concat(first, Stream.of(rest)).toArray(String[]::new);
    }

    /**
     * Runs a script that changes what others see, with this bridge's id and the deadline before its other arguments: not while
     * the lease is unconfirmed or Redis stands still, and never after the stage has failed.
     */
    public <T> CompletableFuture<T> act(Script script, ScriptOutputType type, Deadline deadline, String... arguments) {
        return act(script, type, deadline, () -> {}, arguments);
    }

    /**
     * The same, for whoever sends one thing after the other.
     *
     * @param answered called once, when Redis has answered, or the connection is lost, or the deadline has come
     */
    public <T> CompletableFuture<T> act(
            Script script, ScriptOutputType type, Deadline deadline, Runnable answered, String... arguments) {
        if (!lease.runs()) {
            answered.run();
            return CompletableFuture.failedFuture(new UnavailableException("the lease is not confirmed"));
        }
        if (stall.isOn()) {
            answered.run();
            return refused();
        }
        return settle(script, type, deadline, answered, arguments);
    }

    /** As {@link #act}, but whether or not the lease is confirmed, and whether or not Redis stands still. */
    public <T> CompletableFuture<T> settle(
            Script script, ScriptOutputType type, Deadline deadline, String... arguments) {
        return settle(script, type, deadline, () -> {}, arguments);
    }

    private <T> CompletableFuture<T> settle(
            Script script, ScriptOutputType type, Deadline deadline, Runnable answered, String... arguments) {
        if (!clock.isKnown() || deadline.left() == 0) {
            answered.run();
            return CompletableFuture.failedFuture(new UnavailableException("Redis did not answer in time"));
        }
        long askedAt = System.nanoTime();
        String latest = Long.toString(clock.micros(deadline.nanos()));
        CompletableFuture<T> answer = send(script, type, prepend(Stream.of(bridge, latest), arguments));
        if (answer.isDone()) {
            answered.run();
            return UnavailableException.forAnyFailure(answer);
        }
        // A connection that was lost may still bring Redis the script: that is told only when it can't run any more.
        CompletableFuture<T> told = new CompletableFuture<>();
        told.orTimeout(deadline.left(), TimeUnit.NANOSECONDS);
        answer.whenComplete((value, failure) -> {
            if (failure == null) {
                told.complete(value);
            } else if (failure instanceof RedisCommandExecutionException refusal) {
                noteClock(refusal, askedAt);
                told.completeExceptionally(refusal);
            }
        });
        AtomicBoolean over = new AtomicBoolean();
        Stream.of(answer, told)
                .forEach(either -> either.whenComplete((value, failure) -> {
                    if (over.compareAndSet(false, true)) {
                        answered.run();
                    }
                }));
        return UnavailableException.forAnyFailure(noticing(askedAt, told));
    }

    private <T> CompletableFuture<T> send(Script script, ScriptOutputType type, String... arguments) {
        return send(now -> now.scripts.run(script, type, arguments));
    }

    private void noteClock(RedisCommandExecutionException refusal, long askedAt) {
        String message = String.valueOf(refusal.getMessage());
        if (message.startsWith(EXPIRED)) {
            clock.sample(Long.parseLong(message.substring(EXPIRED.length())), askedAt);
        } else {
            log.warn("Redis refused a script: {}", message);
        }
    }
}
