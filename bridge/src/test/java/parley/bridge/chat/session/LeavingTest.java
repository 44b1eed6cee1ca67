package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.ban.BanList;
import parley.bridge.chat.ban.BanTarget;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.PageLines;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.LobbyBus;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;

/**
 * What a session had begun when it ended has taken effect, or never will, before anybody is welcomed under its nickname. Whatever
 * the ports are asked for waits here until the test lets it go on.
 */
class LeavingTest {
    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final FakeRedis redis = new FakeRedis();
    private final FakeBridge bridge = redis.bridge(lobby);
    private final Sessions sessions = new Sessions();
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final Gate gate = new Gate(bridge);
    private final Login login = new Login(lobby, gate, gate, bridge, sessions, Fence.NONE);
    private final Commands commands = new Commands(gate, gate, gate, bridge.archivers());
    private final Visitor ann = new Visitor();
    private final Visitor next = new Visitor();

    LeavingTest() {
        bridge.onLost(sessions::lost);
    }

    private final class Visitor {
        final RecordingOutlet outlet = new RecordingOutlet();
        final Session session = new Session(
                new ChatRoom(lobby, login, commands, sessions, bridge, Limits.defaults()),
                outlet,
                loop::add,
                TestOrigin.of(1),
                System::nanoTime);

        Visitor() {
            sessions.opened(session);
        }

        /** The answers so far to what was said last and before. */
        List<String> say(String... lines) {
            for (String line : lines) {
                session.conversation().accept(Line.of(line));
            }
            session.conversation().pump();
            run();
            return outlet.take();
        }

        void isGone() {
            session.disconnected();
            run();
        }
    }

    private void run() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    private void goOn() {
        gate.goOn();
        run();
    }

    private List<String> said() {
        return gate.bridge
                .read(0, Long.MAX_VALUE, new ClientAddress(0, 1))
                .thenApply(page -> PageLines.texts(page.messages()))
                .toCompletableFuture()
                .join();
    }

    private void logIn(Visitor visitor, String nick) {
        gate.open();
        assertThat(visitor.say(nick)).singleElement().asString().startsWith("OK Welcome " + nick + "!");
    }

    private void isStillTaken() {
        assertThat(next.say("ann")).singleElement().asString().startsWith("ERR nick-taken");
    }

    @Test
    void whatHadBegunTakesEffectBeforeTheNicknameIsFree() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "pub two", "pull", "pub three");
        ann.isGone();
        isStillTaken();
        goOn();
        isStillTaken();
        goOn();
        assertThat(said()).containsExactly("one", "two");
        logIn(next, "ann");
        assertThat(said()).containsExactly("one", "two");
    }

    @Test
    void whatFailedHoldsNothingUp() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "pub two");
        ann.isGone();
        gate.fail();
        isStillTaken();
        gate.fail();
        run();

        logIn(next, "ann");
        assertThat(said()).isEmpty();
    }

    private String token(Visitor visitor) {
        return visitor.say("token").get(0).substring("OK ".length());
    }

    @Test
    void whoComesBackByTheTokenIsWelcomedWhenAllHasTakenEffect() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one", "pull", "pub two");
        assertThat(next.say("ann " + token)).isEmpty();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE replaced");
        assertThat(ann.outlet.closed).isTrue();
        goOn();
        gate.open();
        run();

        assertThat(next.outlet.take()).singleElement().asString().startsWith("OK Welcome back ann!");
        assertThat(said()).containsExactly("one");
        assertThat(token(next)).isEqualTo(token);
        assertThat(next.say("pub three", "users")).hasSize(3).element(1).isEqualTo("USER ann");
        assertThat(sessions.loggedIn()).isEqualTo(1);
    }

    @Test
    void whoComesBackByTheTokenWaitsForOneWhoLingers() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one");
        ann.isGone();
        assertThat(next.say("ann " + token)).isEmpty();
        goOn();
        gate.open();
        run();

        assertThat(next.outlet.take()).singleElement().asString().startsWith("OK Welcome back ann!");
        assertThat(said()).containsExactly("one");
    }

    @Test
    void ofTwoWhoComeBackByTheTokenTheLastHasTheNickname() {
        logIn(ann, "ann");
        String token = token(ann);
        Visitor last = new Visitor();
        gate.close();
        ann.say("pub one");
        next.say("ann " + token);
        last.say("ann " + token);
        assertThat(next.outlet.take()).singleElement().asString().startsWith("ERR nick-taken");
        goOn();
        gate.open();
        run();

        assertThat(last.outlet.take()).singleElement().asString().startsWith("OK Welcome back ann!");
    }

    @Test
    void whoComesBackByTheTokenAndLeavesMeanwhileKeepsNothing() {
        logIn(ann, "ann");
        String token = token(ann);
        gate.close();
        ann.say("pub one");
        next.say("ann " + token);
        next.isGone();
        goOn();
        gate.open();
        run();

        Visitor third = new Visitor();
        assertThat(third.say("ann " + token)).singleElement().asString().startsWith("OK Welcome ann!");
    }

    @Test
    void aTokenThatDoesNotFitIsAsNone() {
        logIn(ann, "ann");
        token(ann);

        assertThat(next.say("ann 0123456789abcdef")).singleElement().asString().startsWith("ERR nick-taken");
        assertThat(next.say("bob 0123456789abcdef")).singleElement().asString().startsWith("OK Welcome bob!");
        assertThat(ann.say("ping")).containsExactly("OK pong");
    }

    @Test
    void withNothingBegunTheNicknameIsFreeAtOnce() {
        logIn(ann, "ann");
        ann.isGone();
        logIn(next, "ann");
    }

    @Test
    void aWhisperThatHadBegunAsksOnToItsEnd() {
        logIn(ann, "ann");
        Visitor bob = new Visitor();
        logIn(bob, "bob");
        gate.close();
        ann.say("to BOB psst");
        ann.isGone();
        for (String question : List.of("to BOB", "who is BOB", "to bob")) {
            isStillTaken();
            assertThat(gate.first()).isEqualTo(question);
            goOn();
        }
        logIn(next, "ann");

        assertThat(bob.say("pull")).hasSize(2).first().asString().endsWith(" ann: psst");
    }

    @Test
    void aWhisperThatAwaitsItsTextIsForgotten() {
        logIn(ann, "ann");
        logIn(next, "bob");
        gate.close();
        ann.say("to bob", "psst");
        ann.isGone();
        goOn();
        gate.open();
        run();

        assertThat(ann.session.isLoggedIn()).isFalse();
        assertThat(next.say("pull", "users")).containsExactly("OK 0", "USER bob", "OK 1");
    }

    @Test
    void aKickedOneIsToldAtOnceAndTheOperatorWhenTheNicknameIsFree() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        CompletableFuture<Integer> kick = sessions.kick("ann", "").toCompletableFuture();
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE kicked");
        assertThat(ann.outlet.closed).isTrue();
        assertThat(kick).isNotDone();
        isStillTaken();
        goOn();

        assertThat(kick).isCompletedWithValue(1);
        logIn(next, "ann");
    }

    @Test
    void aKickWaitsForNobodyElse() {
        logIn(ann, "ann");
        logIn(next, "bob");
        gate.close();
        ann.say("pub one");
        ann.isGone();
        CompletableFuture<Integer> kick = sessions.kick("bob", "").toCompletableFuture();
        run();

        assertThat(kick).isCompletedWithValue(1);
        assertThat(sessions.released().toCompletableFuture()).isNotDone();
        goOn();
        assertThat(sessions.released().toCompletableFuture()).isCompleted();
    }

    @Test
    void whoIsGoneAlreadyIsNotKicked() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        ann.isGone();
        CompletableFuture<Integer> kick = sessions.kick("ann", "").toCompletableFuture();
        run();
        assertThat(kick).isNotDone();
        goOn();

        assertThat(kick).isCompletedWithValue(0);
    }

    @Test
    void aBannedOneIsToldAtOnceAndTheOperatorWhenTheNicknameIsFree() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        BanList bans = bridge.add(BanTarget.parse("ann").orElseThrow(), null, "", Deadline.ofRedis())
                .toCompletableFuture()
                .join();
        CompletableFuture<Integer> ban = sessions.endBanned(bans).toCompletableFuture();
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE banned");
        assertThat(ban).isNotDone();
        goOn();

        assertThat(ban).isCompletedWithValue(1);
        assertThat(sessions.loggedIn()).isZero();
    }

    @Test
    void theOperatorSeesWhoStillHoldsANickname() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        ann.isGone();
        CompletableFuture<List<String>> seen = sessions.sessions()
                .thenApply(infos -> infos.stream().map(info -> info.nick()).toList())
                .toCompletableFuture();
        run();
        assertThat(seen).isCompletedWithValue(List.of("ann"));
    }

    @Test
    void whoLostTheNicknameIsToldAtOnceAndGivesUpNothing() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one");
        redis.lose("ann");
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE nick-lost");
        goOn();

        assertThat(said()).isEmpty();
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .containsExactly("ann");
        assertThat(sessions.loggedIn()).isZero();
    }

    @Test
    void aLoginUnderWayGivesItsNicknameUpWhenItIsThrough() {
        gate.close();
        ann.say("ann");
        ann.isGone();
        isStillTaken();
        assertThat(sessions.released().toCompletableFuture()).isNotDone();
        goOn();

        assertThat(sessions.released().toCompletableFuture()).isCompleted();
        logIn(next, "ann");
    }

    @Test
    void aDownlineUnderWayIsDoneOnce() {
        logIn(ann, "ann");
        ann.say("downline", "pub one");
        ann.isGone();
        logIn(next, "ann");

        assertThat(said()).isEmpty();
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .containsExactly("ann");
    }

    @Test
    void whoShutDownTheSendingSideIsServedToTheEnd() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "ping", "pub two");
        ann.session.conversation().inputEnded();
        goOn();
        assertThat(gate.first()).isEqualTo("pub two");
        goOn();

        assertThat(said()).containsExactly("one", "two");
        assertThat(ann.outlet.closed).isTrue();
        logIn(next, "ann");
    }

    @Test
    void aGoodbyeAtOnceToAllWaitsForWhatHadBegunToGiveNamesUp() {
        logIn(ann, "ann");
        gate.close();
        ann.say("pub one", "pull");
        sessions.drain();
        sessions.shutDown();
        run();
        assertThat(ann.outlet.take()).singleElement().asString().startsWith("BYE shutdown");
        assertThat(sessions.closed().toCompletableFuture()).isCompleted();
        assertThat(sessions.released().toCompletableFuture()).isNotDone();
        goOn();

        assertThat(sessions.released().toCompletableFuture()).isCompleted();
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .isEmpty();
    }

    /** The fake's ports behind a gate: while it is closed, what a session asks for has no effect before it is let go on. */
    private static final class Gate implements LobbyBus, Presence, Whispers {
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
        public CompletionStage<OptionalLong> publish(
                Nickname from, ClientAddress address, String text, Deadline deadline) {
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
}
