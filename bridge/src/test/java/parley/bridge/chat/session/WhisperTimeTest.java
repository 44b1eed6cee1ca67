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
import parley.bridge.chat.port.Whispers;
import parley.bridge.limits.Limits;

/** A whisper to a name in other letters asks Redis three times, and is answered within 2 s all the same. */
class WhisperTimeTest {
    private static final Duration SLOWLY = Duration.ofMillis(300);

    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final FakeBridge bridge = new FakeRedis().bridge(lobby);
    private final Sessions sessions = new Sessions();
    private final BlockingQueue<Runnable> loop = new LinkedBlockingQueue<>();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private final List<String> sentTo = new ArrayList<>();
    private Duration delay = Duration.ZERO;

    private final Whispers slow = new Whispers() {
        @Override
        public CompletionStage<Void> open(Nickname nick, Ear ear) {
            return bridge.open(nick, ear);
        }

        @Override
        public void close(Nickname nick) {
            bridge.close(nick);
        }

        @Override
        public CompletionStage<Delivery> send(Nickname from, String to, String text) {
            sentTo.add(to);
            return bridge.send(from, to, text)
                    .thenCompose(delivery -> new CompletableFuture<Delivery>()
                            .completeOnTimeout(delivery, delay.toMillis(), TimeUnit.MILLISECONDS));
        }
    };

    private final Session session = new Session(
            new Login(lobby, bridge, slow, bridge, sessions, Fence.NONE),
            new Commands(bridge, bridge, slow),
            Limits.defaults(),
            outlet,
            loop::add,
            "192.0.2.1",
            System::nanoTime);

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
    void asksNoFurtherWhereThatMightTakeTooLong() throws InterruptedException {
        assertThat(answer("ann")).startsWith("OK Welcome");
        delay = SLOWLY;

        assertThat(answer("to ANN psst")).startsWith("ERR unavailable");

        assertThat(sentTo).containsExactly("ANN");
        assertThat(session.inbox().unread()).isZero();
    }
}
