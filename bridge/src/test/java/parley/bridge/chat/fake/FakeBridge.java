package parley.bridge.chat.fake;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.ban.Ban;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.name.Nicknames;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whisper;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.protocol.MessageKind;
import parley.protocol.MessageTime;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/**
 * Serves one bridge's sessions on a {@link FakeRedis}: the ports of the lobby, names, whispers and bans. Stages are complete when
 * they are returned.
 */
public final class FakeBridge implements LobbyBus, Presence, Whispers, Bans {
    final Lobby lobby;
    /** Messages of a page. */
    private static final int PAGE = 100;

    private final FakeRedis redis;
    private final FakeBridges bridges;
    private final FakeDirectClients directClients;
    private final FakeArchivers archivers;
    private final Map<String, Ear> ears = new HashMap<>();
    final List<Consumer<String>> lostListeners = new ArrayList<>();
    private BanList bans = new BanList(List.of(), FakeBridge::now);

    FakeBridge(FakeRedis redis, String id, Lobby lobby) {
        this.redis = redis;
        this.bridges = new FakeBridges(redis, id);
        this.directClients = new FakeDirectClients(redis);
        this.archivers = new FakeArchivers(redis);
        this.lobby = lobby;
    }

    /** What an operator asks of this bridge and the others. */
    public FakeBridges bridges() {
        return bridges;
    }

    public FakeDirectClients directClients() {
        return directClients;
    }

    /** What archivers are asked. */
    public Archivers archivers() {
        return archivers;
    }

    private boolean owns(Nickname nick) {
        return redis.owners.get(nick.text()) == this;
    }

    @Override
    public CompletionStage<OptionalLong> publish(Nickname from, ClientAddress address, String text, Deadline deadline) {
        return redis.answer(() -> owns(from)
                ? OptionalLong.of(store(MessageKind.LOBBY, from.text(), text, Payload.spoken(from.text(), text)))
                : OptionalLong.empty());
    }

    @Override
    public CompletionStage<OptionalLong> publishOnce(
            Nickname from, ClientAddress address, Keyed keyed, Deadline deadline) {
        return redis.answer(() -> owns(from)
                ? OptionalLong.of(redis.said.computeIfAbsent(
                        from.text() + " " + keyed.key(),
                        first -> store(
                                MessageKind.LOBBY,
                                from.text(),
                                keyed.text(),
                                Payload.spoken(from.text(), keyed.text()))))
                : OptionalLong.empty());
    }

    @Override
    public CompletionStage<Long> announce(String text, Deadline deadline) {
        return redis.answer(() -> store(MessageKind.NOTICE, Payload.ADMINISTRATOR, text, Payload.announced(text)));
    }

    private long store(MessageKind kind, String sender, String text, String payload) {
        long micros = redis.nextId(lobby.last());
        redis.store(new LobbyMessage(micros, kind, sender, text), payload);
        return micros;
    }

    @Override
    @SuppressWarnings("NullAway") // a stage of Void is completed with null
    public CompletionStage<Void> caughtUp(Deadline deadline) {
        return redis.answer(() -> null);
    }

    @Override
    public CompletionStage<Page> read(long after, long before, ClientAddress address) {
        return redis.answer(() -> {
            List<LobbyMessage> later = redis.stream.stream()
                    .filter(message -> message.micros() > after)
                    .toList();
            List<LobbyMessage> page = later.stream().limit(PAGE).toList();
            return new Page(EncodedMessages.of(page), later.size() > PAGE, 0);
        });
    }

    @Override
    public CompletionStage<Boolean> claim(Nickname nick, Deadline deadline) {
        return redis.answer(() -> {
            boolean taken = redis.skeletons.containsKey(nick.skeleton())
                    || redis.users.stream()
                            .anyMatch(user -> Nicknames.skeleton(user).equals(nick.skeleton()));
            if (!taken) {
                redis.users.add(nick.text());
                redis.owners.put(nick.text(), this);
                redis.skeletons.put(nick.skeleton(), nick.text());
            }
            return !taken;
        });
    }

    @Override
    public CompletionStage<String> token(Nickname nick, Deadline deadline) {
        return redis.answer(() -> {
            if (!owns(nick)) {
                throw new UnavailableException("the nickname is somebody else's");
            }
            return redis.tokens.computeIfAbsent(nick.text(), first -> "token-of-the-hold-" + redis.nextId(0));
        });
    }

    @Override
    public CompletionStage<Boolean> takeOver(Nickname nick, String token, Deadline deadline) {
        return redis.answer(() -> {
                    FakeBridge owner = redis.owners.get(nick.text());
                    return token.equals(redis.tokens.get(nick.text())) && owner != this
                            ? Optional.ofNullable(owner)
                            : Optional.<FakeBridge>empty();
                })
                .thenCompose(owner -> owner.isEmpty()
                        ? CompletableFuture.completedFuture(false)
                        : owner.get()
                                .bridges
                                .replace(nick.text(), token, bridges.id())
                                .thenApply(done -> owns(nick)));
    }

    @Override
    @SuppressWarnings("NullAway") // a stage of Void is completed with null
    public CompletionStage<Void> handOver(Nickname nick, String to) {
        return redis.answer(() -> {
            redis.bridges.stream()
                    .filter(bridge -> owns(nick) && bridge.bridges.id().equals(to))
                    .forEach(bridge -> redis.owners.put(nick.text(), bridge));
            return null;
        });
    }

    @Override
    @SuppressWarnings("NullAway") // a stage of Void is completed with null
    public CompletionStage<Void> release(Nickname nick) {
        return redis.answer(() -> {
            if (owns(nick)) {
                redis.users.remove(nick.text());
                redis.owners.remove(nick.text());
                redis.tokens.remove(nick.text());
                redis.skeletons.remove(nick.skeleton());
            }
            return null;
        });
    }

    @Override
    public void onLost(Consumer<String> listener) {
        lostListeners.add(listener);
    }

    @Override
    public CompletionStage<List<String>> online(Deadline deadline) {
        return redis.answer(() -> List.copyOf(redis.users));
    }

    @Override
    public CompletionStage<Optional<String>> find(String name, Deadline deadline) {
        return redis.answer(() -> redis.users.contains(name)
                ? Optional.of(name)
                : redis.users.stream()
                        .filter(user -> Nicknames.sameButForCase(user, name))
                        .findFirst());
    }

    @Override
    @SuppressWarnings("NullAway")
    public CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline) {
        return redis.answer(() -> {
            ears.put(nick.text(), ear);
            return null;
        });
    }

    @Override
    public void close(Nickname nick) {
        synchronized (redis) {
            ears.remove(nick.text());
        }
    }

    @Override
    public CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline) {
        return redis.answer(() -> sendNow(from, to, text)).thenCompose(Function.identity());
    }

    private CompletionStage<Delivery> sendNow(Nickname from, String to, String text) {
        if (!owns(from)) {
            return CompletableFuture.completedFuture(Delivery.NICK_LOST);
        }
        if (!redis.users.contains(to) || !RedisNames.isPrivateChannel(to)) {
            return CompletableFuture.completedFuture(Delivery.NO_SUCH_USER);
        }
        byte[] payload = Payload.spoken(from.text(), text).getBytes(StandardCharsets.UTF_8);
        List<CompletableFuture<?>> heard = redis.deliver(to, payload);
        return heard.isEmpty()
                ? CompletableFuture.completedFuture(Delivery.UNREACHABLE)
                : CompletableFuture.allOf(heard.toArray(CompletableFuture[]::new))
                        .thenApply(all -> Delivery.DELIVERED);
    }

    void deafen(String name) {
        ears.remove(name);
    }

    Optional<CompletableFuture<?>> hear(String channel, byte[] bytes) {
        Ear ear = ears.get(channel);
        if (ear == null) {
            return Optional.empty();
        }
        Payload payload = Payload.ofWhisper(bytes);
        return Optional.of(ear.hear(new Whisper(lobby.now(), lobby.log().head(), payload.sender(), payload.text()))
                .toCompletableFuture());
    }

    private static long now() {
        return MessageTime.ofInstant(Instant.now());
    }

    @Override
    public BanList current() {
        synchronized (redis) {
            return bans;
        }
    }

    @Override
    public CompletionStage<BanList> add(BanTarget target, @Nullable Duration length, String reason, Deadline deadline) {
        return redis.answer(() -> {
            long until = length == null ? Ban.FOREVER : now() + length.toNanos() / 1_000;
            redis.bans.put(target.key(), new Ban(target, until, reason));
            redis.bridges.forEach(FakeBridge::refreshNow);
            return bans;
        });
    }

    @Override
    public CompletionStage<Boolean> remove(BanTarget target, Deadline deadline) {
        return redis.answer(() -> {
            Ban ban = redis.bans.remove(target.key());
            redis.bridges.forEach(FakeBridge::refreshNow);
            return ban != null && ban.until() > now();
        });
    }

    @Override
    public CompletionStage<BanList> refresh(Deadline deadline) {
        return redis.answer(this::refreshNow);
    }

    BanList refreshNow() {
        bans = new BanList(redis.bans.values(), FakeBridge::now);
        return bans;
    }

    boolean hears(String channel) {
        return ears.containsKey(channel);
    }
}
