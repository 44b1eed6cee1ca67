package parley.bridge.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Runs scripts by their digests on one life of the command connection, in the order of asking even where Redis forgets them:
 *
 * <ol>
 *   <li>All scripts are loaded before the first is run.
 *   <li>Once Redis has forgotten one, what is asked for waits until everything on its way is answered; then all scripts are loaded
 *       again, and what found no script goes first, in its order, and what waited goes after it.
 *   <li>So that what is on its way behind that can't find the script again too early, another bridge must not load it meanwhile:
 *       bridges use one of {@link #VARIANTS} texts each, so that their digests differ, but Redis keeps no more than these.
 *   <li>What waits fails with whatever else fails meanwhile than a script's refusal: then Redis does not answer.
 * </ol>
 */
final class ScriptRunner {
    private static final int VARIANTS = 64;

    private static final class Run<T> {
        final Script script;
        final ScriptOutputType type;
        final String[] arguments;
        final CompletableFuture<T> answer = new CompletableFuture<>();

        Run(Script script, ScriptOutputType type, String... arguments) {
            this.script = script;
            this.type = type;
            this.arguments = arguments;
        }
    }

    private final StatefulRedisConnection<String, String> connection;
    private final Map<Script, String> texts = new HashMap<>();
    private final Map<Script, String> digests = new HashMap<>();
    private final Deque<Run<?>> forgotten = new ArrayDeque<>();
    private final Deque<Run<?>> waiting = new ArrayDeque<>();
    private int onTheirWay;
    private boolean forgot;
    /** Why Redis does not take the scripts; null where it does. */
    private @Nullable RedisCommandExecutionException refused;

    ScriptRunner(StatefulRedisConnection<String, String> connection, String bridge) {
        this.connection = connection;
        int variant = Math.floorMod(bridge.hashCode(), VARIANTS);
        for (Script script : Script.ALL) {
            String text = script.text() + "-- " + variant;
            texts.put(script, text);
            digests.put(script, digest(text));
        }
        load();
    }

    <T> CompletableFuture<T> run(Script script, ScriptOutputType type, String... arguments) {
        Run<T> run = new Run<>(script, type, arguments);
        synchronized (this) {
            if (forgot) {
                waiting.add(run);
            } else {
                send(run);
            }
        }
        return run.answer;
    }

    private <T> void send(Run<T> run) {
        onTheirWay++;
        try {
            connection
                    .async()
                    .dispatch(
                            CommandType.EVALSHA,
                            ScriptRunner.<T>output(run.type),
                            run.script.call(digest(run.script), run.arguments))
                    .whenComplete((value, failure) -> scriptAnswered(run, value, failure));
        } catch (RuntimeException closed) {
            scriptAnswered(run, null, closed);
        }
    }

    @SuppressWarnings("unchecked") // As with Lettuce's own evalsha, the caller says what the script answers.
    private static <T> CommandOutput<String, String, T> output(ScriptOutputType type) {
        StringCodec codec = StringCodec.UTF8;
        return (CommandOutput<String, String, T>)
                switch (type) {
                    case INTEGER -> new IntegerOutput<>(codec);
                    case VALUE -> new ValueOutput<>(codec);
                    case MULTI -> new NestedMultiOutput<>(codec);
                    default -> throw new IllegalArgumentException("no script answers " + type);
                };
    }

    private <T> void scriptAnswered(Run<T> run, @Nullable T value, @Nullable Throwable failure) {
        List<Run<?>> failed = new ArrayList<>();
        boolean noScript = failure instanceof RedisNoScriptException;
        Throwable cause = failure;
        synchronized (this) {
            onTheirWay--;
            if (noScript && refused != null) {
                // To wait until they are loaded may be to wait for ever; but whoever asks next may find them.
                noScript = false;
                cause = refused;
                if (onTheirWay == 0) {
                    load();
                }
            }
            if (noScript) {
                forgot = true;
                forgotten.add(run);
            } else if (cause != null && !(cause instanceof RedisCommandExecutionException)) {
                failed.addAll(waiting);
                waiting.clear();
            }
            if (forgot && onTheirWay == 0) {
                sendAgain();
            }
        }
        if (cause == null) {
            run.answer.complete(value);
        } else if (!noScript) {
            Throwable why = cause;
            run.answer.completeExceptionally(why);
            failed.forEach(other -> other.answer.completeExceptionally(why));
        }
    }

    private void sendAgain() {
        forgot = false;
        load();
        Deque<Run<?>> all = new ArrayDeque<>(forgotten);
        all.addAll(waiting);
        forgotten.clear();
        waiting.clear();
        all.forEach(this::send);
    }

    private void load() {
        texts.values()
                .forEach(
                        text -> connection.async().scriptLoad(text).whenComplete((digest, failure) -> loaded(failure)));
    }

    private synchronized void loaded(@Nullable Throwable failure) {
        if (failure == null) {
            refused = null;
        } else if (failure instanceof RedisCommandExecutionException refusal) {
            refused = refusal;
        }
    }

    private String digest(Script script) {
        return digests.getOrDefault(script, "");
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
