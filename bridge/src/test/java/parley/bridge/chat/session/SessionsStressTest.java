package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
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
import parley.bridge.chat.port.SessionInfo;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;

/**
 * Tries to break the rules of {@link Sessions}: few nicknames that many want, and that are lost, kicked and left at any moment, on
 * several loops, until the bridge drains.
 */
class SessionsStressTest {
    private static final int ROUNDS = 2_000;
    private static final int LOOPS = 3;
    private static final int VISITORS = 12;
    private static final List<String> NAMES = List.of("ann", "bob", "corn", "com", "eve");

    /** Parties: each task that runs or waits on a loop, and the test. */
    private final Phaser busy = new Phaser(1);

    private final List<ExecutorService> threads = new ArrayList<>();
    private final List<Executor> loops = new ArrayList<>();

    SessionsStressTest() {
        for (int loop = 0; loop < LOOPS; loop++) {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            threads.add(thread);
            loops.add(task -> {
                busy.register();
                thread.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        busy.arriveAndDeregister();
                    }
                });
            });
        }
    }

    @AfterEach
    void stop() {
        threads.forEach(ExecutorService::shutdownNow);
    }

    /** Waits until no loop has anything to do. */
    private void settle() throws InterruptedException, TimeoutException {
        busy.awaitAdvanceInterruptibly(busy.arrive(), 30, TimeUnit.SECONDS);
    }

    @Test
    void everybodyIsInOrOutAndNoNicknameIsLeftBehind() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(random).play();
        }
    }

    private final class Round {
        private final Random random;
        private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
        private final FakeRedis redis = new FakeRedis();
        private final FakeBridge bridge = redis.bridge(lobby);
        private final Sessions sessions = new Sessions();
        private final Late late = new Late(bridge, loops.get(0), loops.get(1));
        private final Login login = new Login(lobby, late, late, bridge, sessions, Fence.NONE);
        private final Commands commands = new Commands(bridge, late, late, bridge.archivers());
        private final List<Visitor> visitors = new ArrayList<>();

        Round(Random random) {
            this.random = random;
            bridge.onLost(sessions::lost);
        }

        void play() throws Exception {
            for (int number = 0; number < VISITORS; number++) {
                visitors.add(new Visitor(loops.get(random.nextInt(LOOPS))));
            }
            boolean drainsAtOnce = random.nextInt(4) == 0;
            for (int step = 0; step < 4 * VISITORS; step++) {
                String name = NAMES.get(random.nextInt(NAMES.size()));
                Visitor visitor = visitors.get(random.nextInt(VISITORS));
                switch (random.nextInt(8)) {
                    case 0 -> redis.loseAndFree(name);
                    case 1 -> sessions.kick(name, "");
                    case 2 -> visitor.disconnect();
                    case 3 -> visitor.say("downline");
                    case 4 -> visitor.say("pull");
                    default -> visitor.say(name);
                }
            }
            if (!drainsAtOnce) {
                settle();
                checkWhoIsIn();
            }
            sessions.drain();
            CompletionStage<Void> closed = sessions.closed();
            settle();
            assertThat(closed.toCompletableFuture()).isCompleted();
            assertThat(sessions.size()).isZero();
            assertThat(sessions.loggedIn()).isZero();
            assertThat(sessions.released().toCompletableFuture()).isCompleted();
            assertThat(online()).isEmpty();
            visitors.forEach(Visitor::checkFarewell);
        }

        private List<String> online() {
            return bridge.online(Deadline.ofRedis()).toCompletableFuture().join();
        }

        /** On Redis are exactly the nicknames of those that are logged in, each once. */
        private void checkWhoIsIn() {
            Set<String> names = new HashSet<>();
            for (Visitor visitor : visitors) {
                if (visitor.session.isLoggedIn() && !visitor.session.isOver()) {
                    assertThat(names.add(visitor.session.nick().text())).isTrue();
                }
            }
            assertThat(online()).containsExactlyInAnyOrderElementsOf(names);
            assertThat(sessions.loggedIn()).isEqualTo(names.size());
            assertThat(sessions.sessions()
                            .toCompletableFuture()
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join())
                    .extracting(SessionInfo::nick)
                    .containsExactlyInAnyOrderElementsOf(names);
        }

        private final class Visitor {
            private final RecordingOutlet outlet = new RecordingOutlet();
            private final Executor loop;
            private final Session session;
            private boolean gone;

            Visitor(Executor loop) {
                this.loop = loop;
                session = new Session(
                        new ChatRoom(lobby, login, commands, sessions, bridge, Limits.defaults()),
                        outlet,
                        loop,
                        TestOrigin.of(1));
                sessions.opened(session);
            }

            void say(String line) {
                loop.execute(() -> {
                    if (!gone && !outlet.closed) {
                        session.conversation().accept(Line.of(line));
                        session.conversation().pump();
                    }
                });
            }

            void disconnect() {
                loop.execute(() -> {
                    if (!gone) {
                        gone = true;
                        session.disconnected();
                    }
                });
            }

            void checkFarewell() {
                List<String> lines = outlet.take();
                assertThat(outlet.closed).isTrue();
                assertThat(lines.stream().filter(line -> line.startsWith("BYE")))
                        .hasSizeLessThan(2);
                if (!gone) {
                    assertThat(lines).last().asString().matches("BYE (kicked|nick-lost|shutdown) .*|OK Thank you");
                }
                assertThat(lines.stream().filter(line -> line.startsWith("OK Welcome")))
                        .hasSizeLessThan(2);
            }
        }
    }

    /** The fake's ports with answers that come later, on other threads. */
    private record Late(FakeBridge bridge, Executor claims, Executor ears) implements Presence, Whispers {
        @Override
        public CompletionStage<Boolean> claim(Nickname nick, Deadline deadline) {
            return bridge.claim(nick, deadline).thenApplyAsync(claimed -> claimed, claims);
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
            return bridge.release(nick).thenRunAsync(() -> {}, claims);
        }

        @Override
        public void onLost(Consumer<String> listener) {
            bridge.onLost(listener);
        }

        @Override
        public CompletionStage<List<String>> online(Deadline deadline) {
            return bridge.online(Deadline.ofRedis());
        }

        @Override
        public CompletionStage<Optional<String>> find(String name, Deadline deadline) {
            return bridge.find(name, deadline);
        }

        @Override
        public CompletionStage<Void> open(Nickname nick, Ear ear, Deadline deadline) {
            return CompletableFuture.supplyAsync(() -> bridge.open(nick, ear, deadline), ears)
                    .thenCompose(opened -> opened);
        }

        @Override
        public void close(Nickname nick) {
            bridge.close(nick);
        }

        @Override
        public CompletionStage<Delivery> send(Nickname from, String to, String text, Deadline deadline) {
            return bridge.send(from, to, text, deadline);
        }
    }
}
