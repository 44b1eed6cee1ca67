package parley.bridge.chat.fake;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.lobby.EncodedMessages;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Archivers;
import parley.bridge.chat.port.Bans;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/** Answers yes at once on all ports of a bridge, and keeps nothing: for measuring what stands before them. */
public final class ForgetfulBridge implements LobbyBus, Presence, Whispers, Bans, Archivers {
    private final BanList nobody = new BanList(List.of(), () -> 0);
    private long micros = 1_790_000_000_000_000L;

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private static CompletionStage<Void> done() {
        return CompletableFuture.allOf();
    }

    @Override
    public CompletionStage<OptionalLong> publish(Nickname from, ClientAddress address, String text, Deadline deadline) {
        return done(OptionalLong.of(micros++));
    }

    @Override
    public CompletionStage<OptionalLong> publishOnce(
            Nickname from, ClientAddress address, Keyed keyed, Deadline deadline) {
        return done(OptionalLong.of(micros++));
    }

    @Override
    public CompletionStage<Long> announce(String text, Deadline deadline) {
        return done(micros++);
    }

    @Override
    public CompletionStage<Void> caughtUp(Deadline deadline) {
        return done();
    }

    @Override
    public CompletionStage<Page> read(long after, long before, ClientAddress address) {
        return done(new Page(EncodedMessages.of(List.of()), false, 0));
    }

    @Override
    public CompletionStage<Boolean> claim(Nickname nick, Deadline deadline) {
        return done(true);
    }

    @Override
    public CompletionStage<String> token(Nickname nick, Deadline deadline) {
        return CompletableFuture.completedFuture("0123456789abcdef");
    }

    @Override
    public CompletionStage<Boolean> takeOver(Nickname nick, String token, Deadline deadline) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletionStage<Void> handOver(Nickname nick, String bridge) {
        return done();
    }

    @Override
    public CompletionStage<Void> release(Nickname nick) {
        return done();
    }

    @Override
    public void onLost(Consumer<String> listener) {}

    @Override
    public CompletionStage<List<String>> online(Deadline deadline) {
        return done(List.of());
    }

    @Override
    public CompletionStage<Optional<String>> find(String name, Deadline deadline) {
        return done(Optional.of(name));
    }

    @Override
    public CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline) {
        return done();
    }

    @Override
    public void close(Nickname nick) {}

    @Override
    public CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline) {
        return done(Delivery.DELIVERED);
    }

    @Override
    public CompletionStage<Optional<Found>> search(String words, ClientAddress address, Deadline deadline) {
        return done(Optional.of(new Found(List.of(), null)));
    }

    @Override
    public BanList current() {
        return nobody;
    }

    @Override
    public CompletionStage<BanList> add(BanTarget target, @Nullable Duration length, String reason, Deadline deadline) {
        return done(nobody);
    }

    @Override
    public CompletionStage<Boolean> remove(BanTarget target, Deadline deadline) {
        return done(false);
    }

    @Override
    public CompletionStage<BanList> refresh(Deadline deadline) {
        return done(nobody);
    }
}
