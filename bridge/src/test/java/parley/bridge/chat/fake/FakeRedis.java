package parley.bridge.chat.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.UnavailableException;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/**
 * What bridges and direct clients share, in memory: everything takes effect at once, on the calling thread, under this object's
 * monitor.
 */
public final class FakeRedis {
    final Set<String> users = new LinkedHashSet<>();
    /** Nickname → the bridge that holds it. */
    final Map<String, FakeBridge> owners = new LinkedHashMap<>();
    /** Skeleton → nickname. */
    final Map<String, String> skeletons = new LinkedHashMap<>();

    /** Nickname → the secret of the hold on it. */
    final Map<String, String> tokens = new LinkedHashMap<>();

    /** Key of the target → ban. */
    final Map<String, Ban> bans = new LinkedHashMap<>();

    /** Nickname, space, key of a {@code once} → the time of its message. */
    final Map<String, Long> said = new LinkedHashMap<>();

    final List<LobbyMessage> stream = new ArrayList<>();
    final List<FakeBridge> bridges = new ArrayList<>();
    private final Map<String, List<Consumer<byte[]>>> subscribers = new LinkedHashMap<>();
    boolean hasArchiver;
    private boolean available = true;
    private long clock = 1_700_000_000_000_000L;
    private long last;

    /** A bridge on this Redis; its lobby is filled with what is stored. */
    public synchronized FakeBridge bridge(Lobby lobby) {
        FakeBridge bridge = new FakeBridge(this, "fake" + bridges.size(), lobby);
        stream.forEach(lobby::stored);
        bridges.add(bridge);
        bridge.refreshNow();
        return bridge;
    }

    /** An archiver answers from now on. */
    public synchronized void archive() {
        hasArchiver = true;
    }

    /** Whether bridges can reach it. */
    public synchronized void setAvailable(boolean available) {
        this.available = available;
    }

    /** Does the work under this object's monitor; the stage fails where the work throws, or while bridges cannot reach this. */
    <T> CompletionStage<T> answer(Supplier<T> work) {
        synchronized (this) {
            try {
                require();
                return CompletableFuture.completedFuture(work.get());
            } catch (RuntimeException failure) {
                return CompletableFuture.failedFuture(failure);
            }
        }
    }

    private void require() {
        if (!available) {
            throw new UnavailableException("the fake is switched off");
        }
    }

    /** The time of the next stored message, a second later each time. */
    long nextId(long floor) {
        clock += 1_000_000;
        last = Math.max(clock, Math.max(last, floor) + 1);
        return last;
    }

    void store(LobbyMessage message, String payload) {
        stream.add(message);
        bridges.forEach(bridge -> {
            bridge.lobby.stored(message);
            bridge.lobby.announce();
        });
        tellSubscribers(RedisNames.CHAT, payload.getBytes(StandardCharsets.UTF_8));
    }

    public synchronized void directAdd(String name) {
        users.add(name);
    }

    public synchronized void directRemove(String name) {
        users.remove(name);
    }

    /** Somebody else takes the nickname from the bridge that holds it. */
    public void lose(String name) {
        take(name, false);
    }

    /** The same, and lets go of it at once. */
    public void loseAndFree(String name) {
        take(name, true);
    }

    private void take(String name, boolean frees) {
        FakeBridge owner;
        synchronized (this) {
            owner = owners.remove(name);
            if (owner == null) {
                return;
            }
            skeletons.values().remove(name);
            tokens.remove(name);
            owner.deafen(name);
            if (frees) {
                users.remove(name);
            }
        }
        owner.lostListeners.forEach(listener -> listener.accept(name));
    }

    public synchronized void directSubscribe(String channel, Consumer<byte[]> subscriber) {
        subscribers.computeIfAbsent(channel, name -> new ArrayList<>()).add(subscriber);
    }

    public synchronized void directPublish(String channel, byte[] payload) {
        if (channel.equals(RedisNames.CHAT)) {
            bridges.forEach(bridge -> {
                bridge.lobby.direct(Payload.ofLobby(payload), bridge.lobby.now());
                bridge.lobby.announce();
            });
        }
        deliver(channel, payload);
    }

    boolean isHeard(String channel) {
        return subscribers.containsKey(channel) || bridges.stream().anyMatch(bridge -> bridge.hears(channel));
    }

    /** To everybody who hears a private channel; a stage for each, complete when they have it. */
    List<CompletableFuture<?>> deliver(String channel, byte[] payload) {
        List<CompletableFuture<?>> heard = new ArrayList<>(tellSubscribers(channel, payload));
        bridges.forEach(bridge -> bridge.hear(channel, payload).ifPresent(heard::add));
        return heard;
    }

    private List<CompletableFuture<?>> tellSubscribers(String channel, byte[] payload) {
        List<CompletableFuture<?>> told = new ArrayList<>();
        for (Consumer<byte[]> subscriber : subscribers.getOrDefault(channel, List.of())) {
            subscriber.accept(payload);
            told.add(CompletableFuture.completedFuture(null));
        }
        return told;
    }
}
