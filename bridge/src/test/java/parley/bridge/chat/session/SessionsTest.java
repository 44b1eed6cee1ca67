package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.name.Nickname;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.Presence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;

/** Nicknames that are lost, at any moment of a session. */
class SessionsTest {
    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final FakeRedis redis = new FakeRedis();
    private final FakeBridge bridge = redis.bridge(lobby);
    private final Sessions sessions = new Sessions();
    private final CompletableFuture<Void> heard = new CompletableFuture<>();
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final RecordingOutlet outlet = new RecordingOutlet();

    /** Whispers that are heard when the test says so. */
    private final Whispers slow = new Whispers() {
        @Override
        public CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline) {
            return UnavailableException.unlessBy(
                    deadline, bridge.open(nick, ear, deadline).thenCompose(opened -> heard));
        }

        @Override
        public void close(Nickname nick) {
            bridge.close(nick);
        }

        @Override
        public CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline) {
            return bridge.send(from, to, text, deadline);
        }
    };

    private final Session session = newSession();

    private Session newSession() {
        return new Session(
                new ChatRoom(
                        lobby,
                        new Login(lobby, bridge, slow, bridge, sessions, Fence.NONE),
                        new Commands(bridge, bridge, slow, bridge.archivers()),
                        sessions,
                        bridge,
                        Limits.defaults()),
                outlet,
                loop::add,
                TestOrigin.of(1));
    }

    SessionsTest() {
        bridge.onLost(sessions::lost);
        sessions.opened(session);
    }

    private void say(String line) {
        session.conversation().accept(Line.of(line));
        session.conversation().pump();
        run();
    }

    private void run() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    @Test
    void whoeverHadTheNicknameIsTold() {
        heard.complete(null);
        say("ann");
        outlet.take();
        redis.lose("ann");
        run();

        assertThat(outlet.take()).singleElement().asString().startsWith("BYE nick-lost");
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .containsExactly("ann");
        assertThat(sessions.loggedIn()).isZero();
    }

    @Test
    void nobodyHereHasTheNicknameBeforeTheOneWhoLostItHasGivenItUp() {
        heard.complete(null);
        say("ann");
        redis.loseAndFree("ann");
        Session other = newSession();
        other.conversation().accept(Line.of("ann"));
        other.conversation().pump();
        assertThat(outlet.take()).last().asString().startsWith("ERR nick-taken");
        run();

        other.conversation().accept(Line.of("ann"));
        other.conversation().pump();
        run();
        assertThat(outlet.take()).last().asString().startsWith("OK Welcome ann!");
        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .containsExactly("ann");
        assertThat(sessions.loggedIn()).isOne();
    }

    @Test
    void aNicknameThatIsLostDuringTheLoginLetsNobodyIn() {
        say("ann");
        redis.lose("ann");
        heard.complete(null);
        run();

        assertThat(outlet.take()).singleElement().asString().startsWith("ERR nick-taken");
        assertThat(session.isLoggedIn()).isFalse();
        assertThat(sessions.loggedIn()).isZero();

        say("bob");
        assertThat(outlet.take()).singleElement().asString().startsWith("OK Welcome bob!");
    }

    @Test
    void aNicknameThatIsLostRightAfterTheLoginEndsTheSession() {
        say("ann");
        heard.complete(null);
        loop.add(() -> redis.lose("ann"));
        run();

        assertThat(outlet.take()).last().asString().startsWith("BYE nick-lost");
        assertThat(outlet.closed).isTrue();
    }

    @Test
    void whatWasLostBeforeIsForgotten() {
        heard.complete(null);
        redis.lose("ann");
        say("ann");

        assertThat(outlet.take()).singleElement().asString().startsWith("OK Welcome ann!");
    }

    @Test
    void whoLeavesDuringTheLoginLeavesNothingBehind() {
        say("ann");
        session.disconnected();
        heard.complete(null);
        run();

        assertThat(bridge.online(Deadline.ofRedis()).toCompletableFuture().join())
                .isEmpty();
        assertThat(sessions.size()).isZero();
        assertThat(sessions.loggedIn()).isZero();
    }

    @Test
    void claimAndHearingTogetherTakeNoLongerThanRedisMay() throws Exception {
        LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
        CompletableFuture<Boolean> claim =
                new CompletableFuture<Boolean>().completeOnTimeout(true, 1, TimeUnit.SECONDS);
        Presence slowly = new SlowClaim(bridge, claim);
        Session slowest = new Session(
                new ChatRoom(
                        lobby,
                        new Login(lobby, slowly, slow, bridge, sessions, Fence.NONE),
                        new Commands(bridge, slowly, slow, bridge.archivers()),
                        sessions,
                        bridge,
                        Limits.defaults()),
                outlet,
                tasks::add,
                TestOrigin.of(1));
        long asked = System.nanoTime();
        slowest.conversation().accept(Line.of("ann"));
        slowest.conversation().pump();
        tasks.take().run();

        assertThat(outlet.take()).singleElement().asString().startsWith("ERR unavailable");
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        say("ann");
        heard.complete(null);
        run();
        assertThat(outlet.take()).singleElement().asString().startsWith("OK Welcome ann!");
    }

    private record SlowClaim(Presence presence, CompletableFuture<Boolean> claim) implements Presence {
        @Override
        public CompletionStage<Boolean> claim(Nickname nick, Deadline deadline) {
            return claim;
        }

        @Override
        public CompletionStage<String> token(Nickname nick, Deadline deadline) {
            return presence.token(nick, deadline);
        }

        @Override
        public CompletionStage<Boolean> takeOver(Nickname nick, String token, Deadline deadline) {
            return presence.takeOver(nick, token, deadline);
        }

        @Override
        public CompletionStage<Void> handOver(Nickname nick, String to) {
            return presence.handOver(nick, to);
        }

        @Override
        public CompletionStage<Void> release(Nickname nick) {
            return presence.release(nick);
        }

        @Override
        public void onLost(Consumer<String> listener) {
            presence.onLost(listener);
        }

        @Override
        public CompletionStage<List<String>> online(Deadline deadline) {
            return presence.online(Deadline.ofRedis());
        }

        @Override
        public CompletionStage<Optional<String>> find(String name, Deadline deadline) {
            return presence.find(name, Deadline.ofRedis());
        }
    }
}
