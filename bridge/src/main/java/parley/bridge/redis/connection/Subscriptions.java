package parley.bridge.redis.connection;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.bridge.chat.port.UnavailableException;
import parley.protocol.ServiceChannels;

/**
 * Keeps this bridge subscribed to its channels: some always, others as they are opened. All are subscribed to anew, the first
 * ones in one command, with each life of the connection. Messages are handed on by one thread at a time, in order.
 */
public final class Subscriptions implements Reconnecting.Listener<StatefulRedisPubSubConnection<String, byte[]>> {
    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private static final int BATCH = 1_000;

    /** What is known of one channel in this life of the connection; each command for it is confirmed once, in order. */
    private static final class State {
        boolean wanted = true;
        /** Commands for it that are not confirmed yet. */
        int unconfirmed;
        /** Who waits until it is subscribed to; null where nobody does, which is nearly always. */
        @Nullable
        CompletableFuture<Void> opened;
    }

    /** So many looks without any confirmation, while one is due, and the subscription is given up: 3.5 s at the usual timing. */
    private static final int PATIENCE = 14;

    private final ServiceNames names;
    private final Function<ServiceChannels, Set<String>> channelsOf;
    private Set<String> always = Set.of();
    private final BiConsumer<String, byte[]> messages;
    private final Runnable up;
    private final Runnable down;
    private final SilenceDetector silence;
    private volatile Consumer<Throwable> refused = failure -> {};
    /** Held while something is handed on, so that nothing of an earlier life comes after it has ended. */
    private final Object routing = new Object();

    private final Map<String, State> states = new HashMap<>();
    private int alwaysConfirmed;
    /** Commands for a channel that are not confirmed yet, and looks since the last confirmation. */
    private int unconfirmed;

    private int looksInVain;
    private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> current;

    /**
     * @param names finds out what the service channels are called
     * @param always the channels that are subscribed to from the beginning, given that
     * @param messages takes each message with its channel, in the order in which they came
     * @param up called when all of {@code always} are confirmed, before any message
     */
    public Subscriptions(
            ServiceNames names,
            Function<ServiceChannels, Set<String>> always,
            BiConsumer<String, byte[]> messages,
            Runnable up,
            Runnable down,
            SilenceDetector silence) {
        this.names = names;
        this.channelsOf = always;
        this.messages = messages;
        this.up = up;
        this.down = down;
        this.silence = silence;
    }

    /** Tells {@code refused} of what fails, for whatever reason. Before the first connection. */
    public void onFailure(Consumer<Throwable> refused) {
        this.refused = refused;
    }

    private <T> void watched(RedisFuture<T> answer) {
        answer.exceptionally(failure -> {
            refused.accept(failure);
            return null;
        });
    }

    /** Subscribes to a channel; completes when that is confirmed, fails when the connection is lost before. */
    public synchronized CompletableFuture<Void> open(String channel) {
        StatefulRedisPubSubConnection<String, byte[]> connection = current;
        if (connection == null) {
            return CompletableFuture.failedFuture(new UnavailableException("not subscribed on Redis"));
        }
        State state = states.computeIfAbsent(channel, name -> new State());
        state.wanted = true;
        state.unconfirmed++;
        CompletableFuture<Void> opened = state.opened;
        if (opened == null) {
            opened = new CompletableFuture<>();
            state.opened = opened;
        }
        unconfirmed++;
        watched(connection.async().subscribe(channel));
        return opened;
    }

    public synchronized void close(String channel) {
        State state = states.get(channel);
        if (state == null) {
            return;
        }
        state.wanted = false;
        StatefulRedisPubSubConnection<String, byte[]> connection = current;
        if (connection == null) {
            states.remove(channel);
        } else {
            state.unconfirmed++;
            unconfirmed++;
            connection.async().unsubscribe(channel);
        }
    }

    @Override
    public void up(StatefulRedisPubSubConnection<String, byte[]> connection) {
        silence.arrived();
        names.learn(connection).whenComplete((channels, failure) -> {
            if (failure == null) {
                silence.arrived();
                subscribe(connection, channelsOf.apply(channels));
            } else {
                log.debug("Redis does not say what the service channels are called: {}", failure.toString());
                refused.accept(failure);
                connection.closeAsync();
            }
        });
    }

    private synchronized void subscribe(StatefulRedisPubSubConnection<String, byte[]> connection, Set<String> first) {
        if (!connection.isOpen()) {
            return;
        }
        always = first;
        current = connection;
        alwaysConfirmed = 0;
        unconfirmed = always.size() + states.size();
        looksInVain = 0;
        connection.addListener(new Router(connection));
        watched(connection.async().subscribe(always.toArray(String[]::new)));
        List<String> channels = new ArrayList<>(states.keySet());
        for (int from = 0; from < channels.size(); from += BATCH) {
            List<String> batch = channels.subList(from, Math.min(channels.size(), from + BATCH));
            batch.forEach(channel -> states.getOrDefault(channel, new State()).unconfirmed = 1);
            watched(connection.async().subscribe(batch.toArray(String[]::new)));
        }
    }

    /**
     * Looks whether confirmations have stopped coming that are due, whatever else still comes; if so, the next connection gets all the
     * patience again. Counted in looks, as by {@link SilenceDetector}.
     */
    public synchronized boolean isOverdue() {
        looksInVain = current == null || unconfirmed == 0 ? 0 : looksInVain + 1;
        if (looksInVain < PATIENCE) {
            return false;
        }
        looksInVain = 0;
        return true;
    }

    @Override
    public void down() {
        List<CompletableFuture<Void>> failed = new ArrayList<>();
        synchronized (routing) {
            current = null;
        }
        synchronized (this) {
            states.values().removeIf(state -> !state.wanted);
            states.values().forEach(state -> {
                state.unconfirmed = 0;
                if (state.opened != null) {
                    failed.add(state.opened);
                    state.opened = null;
                }
            });
        }
        down.run();
        failed.forEach(opened -> opened.completeExceptionally(new UnavailableException("lost the subscription")));
    }

    private void confirmed(String channel) {
        boolean all = false;
        CompletableFuture<Void> opened = null;
        synchronized (this) {
            State state = states.get(channel);
            unconfirmed--;
            looksInVain = 0;
            if (always.contains(channel)) {
                all = ++alwaysConfirmed == always.size();
            } else if (state != null && --state.unconfirmed == 0) {
                if (state.wanted) {
                    opened = state.opened;
                    state.opened = null;
                } else {
                    states.remove(channel);
                }
            }
        }
        if (all) {
            up.run();
        }
        if (opened != null) {
            opened.complete(null);
        }
    }

    /** What one life of the connection brings; nothing once another has begun. */
    private final class Router extends RedisPubSubAdapter<String, byte[]> {
        private final StatefulRedisPubSubConnection<String, byte[]> connection;

        Router(StatefulRedisPubSubConnection<String, byte[]> connection) {
            this.connection = connection;
        }

        @Override
        public void message(String channel, byte[] payload) {
            synchronized (routing) {
                if (connection != current) {
                    return;
                }
                silence.arrived();
                try {
                    messages.accept(channel, payload);
                } catch (Throwable broken) {
                    log.error("a message of the subscription could not be taken", broken);
                }
            }
        }

        @Override
        public void subscribed(String channel, long count) {
            synchronized (routing) {
                if (connection == current) {
                    silence.arrived();
                    confirmed(channel);
                }
            }
        }

        @Override
        public void unsubscribed(String channel, long count) {
            subscribed(channel, count);
        }
    }
}
