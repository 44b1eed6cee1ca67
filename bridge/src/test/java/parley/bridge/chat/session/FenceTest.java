package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Fence;
import parley.bridge.chat.port.UnavailableException;
import parley.bridge.limits.Limits;
import parley.protocol.Payload;

/** What a session gets while it is not known whether its nickname is still its own. */
class FenceTest {
    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final FakeRedis redis = new FakeRedis();
    private final FakeBridge bridge = redis.bridge(lobby);
    private final Sessions sessions = new Sessions();
    private final Queue<Runnable> loop = new ArrayDeque<>();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private boolean open = true;
    private CompletableFuture<Boolean> opened = new CompletableFuture<>();

    private final Fence fence = new Fence() {
        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public CompletionStage<?> opened() {
            return opened;
        }
    };

    private final Session session = new Session(
            new ChatRoom(
                    lobby,
                    new Login(lobby, bridge, bridge, bridge, sessions, fence),
                    new Commands(bridge, bridge, bridge, bridge.archivers()),
                    sessions,
                    bridge,
                    Limits.defaults()),
            outlet,
            loop::add,
            TestOrigin.of(1));

    FenceTest() {
        bridge.onLost(sessions::lost);
        sessions.opened(session);
        say("ann");
        outlet.take();
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

    private void direct(String text) {
        lobby.direct(Payload.ofLobby(("dave: " + text).getBytes(java.nio.charset.StandardCharsets.UTF_8)), lobby.now());
    }

    private void open() {
        open = true;
        CompletableFuture<Boolean> before = opened;
        opened = new CompletableFuture<>();
        before.complete(true);
        run();
    }

    private static List<String> ends(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .toList();
    }

    @Test
    void messagesWaitUntilItIsOpen() {
        direct("before");
        open = false;
        for (String command : List.of("pull", "history", "since 1970-01-01T00:00:00.000000Z", "live")) {
            say(command);
            assertThat(outlet.take()).as(command).isEmpty();
            open();
            assertThat(outlet.take()).as(command).isNotEmpty().noneMatch(line -> line.startsWith("ERR"));
            open = false;
        }
        direct("pushed");
        session.wake();
        direct("too");
        session.wake();
        assertThat(outlet.take()).isEmpty();

        open();
        assertThat(ends(outlet.take())).containsExactly("pushed", "too");
    }

    @Test
    void whatCarriesNoMessagesDoesNotWait() {
        open = false;
        say("ping");
        assertThat(outlet.take()).containsExactly("OK pong");
    }

    @Test
    void whereItStaysClosedMessagesAreUnavailableAndNothingIsChanged() {
        direct("before");
        open = false;
        opened.completeExceptionally(new UnavailableException("closed"));
        say("pull");
        say("live");
        assertThat(outlet.take()).hasSize(2).allMatch(line -> line.startsWith("ERR unavailable"));
        assertThat(outlet.following).isFalse();

        opened = new CompletableFuture<>();
        open = true;
        say("pull");
        assertThat(ends(outlet.take())).containsExactly("before", "1");
    }

    @Test
    void whoLostTheNicknameGetsNothingMore() {
        say("live");
        outlet.take();
        open = false;
        direct("not for them");
        session.conversation().accept(Line.of("pull"));
        redis.lose("ann");
        open = true;
        session.conversation().pump();
        assertThat(outlet.take()).isEmpty();

        run();
        assertThat(outlet.take()).singleElement().asString().startsWith("BYE nick-lost");
    }
}
