package parley.bridge.chat.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;

/** The fake's ports behind a gate: while it is closed, what a session asks for has no effect before it is let go on. */
final class Gate implements LobbyBus, Presence, Whispers {
    /** Something asked for. */
    private record Asked(String what, Runnable goOn, Runnable fail) {}

    private final FakeBridge bridge;
    private final Deque<Asked> held = new ArrayDeque<>();
    private boolean closed;

    Gate(FakeBridge bridge) {
        this.bridge = bridge;
    }

    void close() {
        closed = true;
    }

    /** Lets pass all that is held, and whatever comes. */
    void open() {
        closed = false;
        while (!held.isEmpty()) {
            goOn();
        }
    }

    String first() {
        return held.element().what;
    }

    /** Lets the first that is held go on. */
    void goOn() {
        held.remove().goOn.run();
    }

    void fail() {
        held.remove().fail.run();
    }

    private <T> CompletionStage<T> pass(String what, Supplier<CompletionStage<T>> question) {
        if (!closed) {
            return question.get();
        }
        CompletableFuture<CompletionStage<T>> answer = new CompletableFuture<>();
        held.add(new Asked(
                what,
                () -> answer.complete(question.get()),
                () -> answer.completeExceptionally(new UnavailableException("the gate stays closed"))));
        return answer.thenCompose(Function.identity());
    }

    @Override
    public CompletionStage<OptionalLong> publish(Nickname from, ClientAddress address, String text, Deadline deadline) {
        return pass("pub " + text, () -> bridge.publish(from, address, text, deadline));
    }

    @Override
    public CompletionStage<OptionalLong> publishOnce(
            Nickname from, ClientAddress address, Keyed keyed, Deadline deadline) {
        return pass("once " + keyed.text(), () -> bridge.publishOnce(from, address, keyed, deadline));
    }

    @Override
    public CompletionStage<Long> announce(String text, Deadline deadline) {
        return bridge.announce(text, deadline);
    }

    @Override
    public CompletionStage<Void> caughtUp(Deadline deadline) {
        return bridge.caughtUp(deadline);
    }

    @Override
    public CompletionStage<Page> read(long after, long before, ClientAddress address) {
        return bridge.read(after, before, address);
    }

    @Override
    public CompletionStage<Boolean> claim(Nickname nick, Deadline deadline) {
        return pass("claim " + nick, () -> bridge.claim(nick, deadline));
    }

    @Override
    public CompletionStage<String> token(Nickname nick, Deadline deadline) {
        return bridge.token(nick, deadline);
    }

    @Override
    public CompletionStage<Boolean> takeOver(Nickname nick, String token, Deadline deadline) {
        return bridge.takeOver(nick, token, deadline);
    }

    @Override
    public CompletionStage<Void> handOver(Nickname nick, String to) {
        return bridge.handOver(nick, to);
    }

    @Override
    public CompletionStage<Void> release(Nickname nick) {
        return bridge.release(nick);
    }

    @Override
    public void onLost(Consumer<String> listener) {
        bridge.onLost(listener);
    }

    @Override
    public CompletionStage<List<String>> online(Deadline deadline) {
        return bridge.online(deadline);
    }

    @Override
    public CompletionStage<Optional<String>> find(String name, Deadline deadline) {
        return pass("who is " + name, () -> bridge.find(name, deadline));
    }

    @Override
    public CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline) {
        return bridge.open(nick, ear, deadline);
    }

    @Override
    public void close(Nickname nick) {
        bridge.close(nick);
    }

    @Override
    public CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline) {
        return pass("to " + to, () -> bridge.send(from, to, text, deadline));
    }
}
