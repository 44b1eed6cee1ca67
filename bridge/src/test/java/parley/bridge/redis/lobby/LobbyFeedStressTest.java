package parley.bridge.redis.lobby;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.LobbyMessage;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.redis.connection.MaintenanceThread;
import parley.bridge.redis.lease.Lease;
import parley.bridge.redis.lease.LeaseTiming;
import parley.protocol.LobbyDemultiplexer;
import parley.protocol.LobbyId;
import parley.protocol.LobbyRun;
import parley.protocol.MessageKind;
import parley.protocol.Payload;
import parley.protocol.RedisNames;

/**
 * Tries to break the rules of {@link LobbyFeed}: messages are stored, the subscription brings them and is lost and comes back, pages
 * of the stream come late, or not at all, the lease runs out and is confirmed, and the lobby fails to take a message, all at once.
 */
class LobbyFeedStressTest {
    private static final String IDS = "parley:0:secret:ids";
    private static final int ROUNDS = 20;
    private static final int MESSAGES = 1_500;
    private static final int PAGE = 7;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final MaintenanceThread maintenance = new MaintenanceThread();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        maintenance.close();
    }

    @Test
    void everyMessageComesOnceAndInOrder() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            new Round(random.nextLong()).play();
        }
    }

    private record Question(long after, boolean newest, CompletableFuture<StreamPage> answer) {}

    private final class Round implements LobbyStream {
        private final long seed;
        private final Random scarcity = new Random();
        private final AtomicBoolean over = new AtomicBoolean();
        /** Now and then it fails to take a stored message. */
        private final Lobby lobby = new Lobby(
                new LobbyLog(bytes -> new HeapMemory(bytes, this::mayFail), 64, 1 << 16), InstantSource.system());

        private final AtomicLong nanos = new AtomicLong();
        private final Lease lease = new Lease(nanos::get, LeaseTiming.USUAL);
        private final LobbyFeed feed = new LobbyFeed(
                lobby, this, lease, new LobbyDemultiplexer(), maintenance, new DirectMessageDating(lobby::now));

        /** Redis: what is stored, and what is on its way to the subscription; guarded by itself. */
        private final Object redis = new Object();

        private final List<StoredMessage> stored = new ArrayList<>();
        private final Deque<Runnable> subscription = new ArrayDeque<>();
        private final Deque<Question> questions = new ArrayDeque<>();

        private final List<String> said = new ArrayList<>();
        private final List<String> directs = new ArrayList<>();

        Round(long seed) {
            this.seed = seed;
        }

        private void mayFail(byte[] line) {
            if (new String(line, UTF_8).contains(" ann: ") && scarcity.nextInt(400) == 0) {
                throw new OutOfMemoryError("nothing left");
            }
        }

        void play() throws Exception {
            lease.confirm(nanos.get());
            feed.up(IDS);
            List<Future<?>> running = new ArrayList<>();
            Future<?> answering = threads.submit(() -> answer(new Random(seed)));
            Future<?> leasing = threads.submit(() -> lease(new Random(seed + 1)));
            running.add(threads.submit(() -> publish(new Random(seed + 2))));
            running.add(threads.submit(() -> subscribe(new Random(seed + 3))));
            for (Future<?> one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(2))
                    .untilAsserted(() -> assertThat(feed.newest().number()).isEqualTo(MESSAGES));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(2))
                    .until(feed::isLive);
            over.set(true);
            answering.get(30, TimeUnit.SECONDS);
            leasing.get(30, TimeUnit.SECONDS);

            List<String> texts = LobbyLines.texts(lobby);
            assertThat(texts).as("round %d", seed).doesNotContain("MISSED ?");
            assertThat(texts.stream().filter(text -> text.startsWith("ann"))).containsExactlyElementsOf(said);
            assertThat(texts.stream().filter(text -> text.startsWith("dave"))).containsExactlyElementsOf(directs);
        }

        @Override
        public CompletableFuture<Boolean> holds(long micros) {
            throw new AssertionError("nothing was answered");
        }

        @Override
        public CompletableFuture<Boolean> hasContinued(LobbyId message) {
            synchronized (redis) {
                return CompletableFuture.completedFuture(stored.stream()
                        .map(StoredMessage::id)
                        .filter(id -> id.micros() <= message.micros())
                        .reduce((one, next) -> next)
                        .map(message::equals)
                        .orElse(true));
            }
        }

        /** Bridges and direct clients. */
        private void publish(Random random) {
            int number = 0;
            while (number < MESSAGES) {
                number++;
                LobbyRun run = new LobbyRun(
                        new LobbyId(10L * number, "epoch", number),
                        1 + random.nextInt(Math.min(3, MESSAGES - number + 1)));
                number += run.count() - 1;
                synchronized (redis) {
                    List<String> texts = new ArrayList<>();
                    LobbyId id = run.first();
                    for (int i = 0; i < run.count(); i++) {
                        String text = "message " + id.number();
                        texts.add(text);
                        stored.add(
                                new StoredMessage(id, new LobbyMessage(id.micros(), MessageKind.LOBBY, "ann", text)));
                        said.add("ann: " + text);
                        id = id.next();
                    }
                    subscription.add(() -> {
                        feed.take(IDS, run.toString().getBytes(UTF_8));
                        texts.forEach(text -> feed.take(
                                RedisNames.CHAT, Payload.spoken("ann", text).getBytes(UTF_8)));
                    });
                    if (random.nextInt(3) == 0) {
                        String direct = "direct " + number;
                        subscription.add(() -> {
                            directs.add("dave: " + direct);
                            feed.take(RedisNames.CHAT, ("dave: " + direct + " ").getBytes(UTF_8));
                        });
                    }
                    if (random.nextInt(5) == 0) {
                        subscription.add(() -> feed.take("parley:0:probe:x", new byte[0]));
                    }
                }
                if (random.nextInt(20) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        /** The subscription's thread: what comes on it, and its end and new beginning. */
        private void subscribe(Random random) {
            int last = 0;
            while (last < 3) {
                Runnable next;
                synchronized (redis) {
                    next = subscription.poll();
                }
                boolean cut = random.nextInt(60) == 0;
                boolean done = stored() == MESSAGES && next == null;
                if (cut || done) {
                    last += done ? 1 : 0;
                    feed.down();
                    if (random.nextBoolean()) {
                        Thread.onSpinWait();
                    }
                    synchronized (redis) {
                        subscription.clear();
                    }
                    feed.up(IDS);
                } else if (next != null) {
                    next.run();
                }
            }
        }

        private int stored() {
            synchronized (redis) {
                return stored.size();
            }
        }

        /** The command connection's thread. */
        private void answer(Random random) {
            while (!over.get()) {
                Question question;
                synchronized (redis) {
                    question = random.nextInt(10) == 0 ? null : questions.poll();
                }
                if (question == null) {
                    Thread.onSpinWait();
                } else if (random.nextInt(300) == 0) {
                    question.answer.completeExceptionally(new UnavailableException("broken"));
                } else {
                    question.answer.complete(page(question.after, question.newest));
                }
            }
        }

        private void lease(Random random) {
            while (!over.get()) {
                if (random.nextInt(50) == 0) {
                    nanos.addAndGet(LeaseTiming.USUAL.lease().toNanos());
                    Thread.onSpinWait();
                }
                lease.confirm(nanos.get());
                feed.leaseConfirmed();
                Thread.onSpinWait();
            }
        }

        @Override
        public CompletableFuture<StreamPage> newest(int limit) {
            return ask(-1, true);
        }

        @Override
        public CompletableFuture<StreamPage> later(long after, int limit) {
            return ask(after, false);
        }

        private CompletableFuture<StreamPage> ask(long after, boolean newest) {
            CompletableFuture<StreamPage> answer = new CompletableFuture<>();
            synchronized (redis) {
                questions.add(new Question(after, newest, answer));
            }
            return answer;
        }

        private StreamPage page(long after, boolean newest) {
            synchronized (redis) {
                List<StoredMessage> later = new ArrayList<>(stored.stream()
                        .filter(entry -> entry.id().micros() > after)
                        .limit(newest ? Long.MAX_VALUE : PAGE)
                        .toList());
                if (newest) {
                    Collections.reverse(later);
                }
                @Nullable
                LobbyId first = stored.isEmpty() ? null : stored.get(0).id();
                @Nullable
                LobbyId last =
                        stored.isEmpty() ? null : stored.get(stored.size() - 1).id();
                return new StreamPage(later, later.size() == PAGE && !newest, first, last, first == null ? 0 : 10, 0);
            }
        }
    }
}
