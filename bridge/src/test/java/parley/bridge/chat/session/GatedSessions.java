package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.lobby.PageLines;
import parley.bridge.chat.port.Fence;
import parley.bridge.limits.ClientAddress;
import parley.bridge.limits.Limits;

/** Sessions in a test, and people who have some of them; whatever the ports are asked for waits until the test lets it go on. */
abstract class GatedSessions {
    final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    final FakeRedis redis = new FakeRedis();
    final FakeBridge bridge = redis.bridge(lobby);
    final Sessions sessions = new Sessions();
    final Queue<Runnable> loop = new ArrayDeque<>();
    final Gate gate = new Gate(bridge);
    final Login login = new Login(lobby, gate, gate, bridge, sessions, Fence.NONE);
    final Commands commands = new Commands(gate, gate, gate, bridge.archivers());
    final Visitor ann = new Visitor();
    final Visitor next = new Visitor();

    GatedSessions() {
        bridge.onLost(sessions::lost);
    }

    final class Visitor {
        final RecordingOutlet outlet = new RecordingOutlet();
        final Session session = new Session(
                new ChatRoom(lobby, login, commands, sessions, bridge, Limits.defaults()),
                outlet,
                loop::add,
                TestOrigin.of(1));

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

    final void run() {
        for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
            task.run();
        }
    }

    final void goOn() {
        gate.goOn();
        run();
    }

    final List<String> said() {
        return bridge.read(0, Long.MAX_VALUE, new ClientAddress(0, 1))
                .thenApply(page -> PageLines.texts(page.messages()))
                .toCompletableFuture()
                .join();
    }

    final void logIn(Visitor visitor, String nick) {
        gate.open();
        assertThat(visitor.say(nick)).singleElement().asString().startsWith("OK Welcome " + nick + "!");
    }

    final void isStillTaken() {
        assertThat(next.say("ann")).singleElement().asString().startsWith("ERR nick-taken");
    }
}
