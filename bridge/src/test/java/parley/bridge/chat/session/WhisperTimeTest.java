package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Deadline;
import parley.bridge.limits.Limits;

/** A whisper to a name in other letters asks Redis three times, and is answered within 2 s all the same. */
class WhisperTimeTest {
    private static final Duration SLOWLY = Duration.ofSeconds(1);

    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final FakeBridge bridge = new FakeRedis().bridge(lobby);
    private final Sessions sessions = new Sessions();
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final List<String> sentTo = new ArrayList<>();
    private Duration delay = Duration.ZERO;

    private final Whispers slow = new Whispers() {
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
            sentTo.add(to);
            CompletableFuture<Boolean> onItsWay =
                    new CompletableFuture<Boolean>().completeOnTimeout(true, delay.toMillis(), TimeUnit.MILLISECONDS);
            return UnavailableException.unlessBy(
                    deadline,
                    onItsWay.thenCompose(there -> deadline.left() == 0
                            ? CompletableFuture.failedFuture(new UnavailableException("too late"))
                            : bridge.send(from, to, text, deadline)));
        }
    };

    private final Session session = new Session(
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

    private String answer(String line) throws InterruptedException {
        session.conversation().accept(Line.of(line));
        session.conversation().pump();
        List<String> written = outlet.take();
        while (written.isEmpty()) {
            Runnable task = loop.poll(10, TimeUnit.SECONDS);
            assertThat(task).as("something to do before the answer to " + line).isNotNull();
            task.run();
            written = outlet.take();
        }
        return written.get(0);
    }

    @Test
    void findsTheNameWhereRedisIsQuick() throws InterruptedException {
        assertThat(answer("ann")).startsWith("OK Welcome");

        assertThat(answer("to ANN psst")).isEqualTo("OK");

        assertThat(sentTo).containsExactly("ANN", "ann");
    }

    @Test
    void whateverItTakesIsAnsweredByOneDeadline() throws InterruptedException {
        assertThat(answer("ann")).startsWith("OK Welcome");
        delay = SLOWLY;

        long asked = System.nanoTime();

        assertThat(answer("to ANN psst")).startsWith("ERR unavailable");

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(2));
        assertThat(sentTo).containsExactly("ANN", "ann");
        assertThat(session.inbox().unread()).isZero();
    }
}
