package parley.bridge.chat.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.bridge.chat.answer.RecordingOutlet;
import parley.bridge.chat.command.Commands;
import parley.bridge.chat.fake.FakeBridge;
import parley.bridge.chat.fake.FakeRedis;
import parley.bridge.chat.lobby.HeapMemory;
import parley.bridge.chat.lobby.Lobby;
import parley.bridge.chat.lobby.LobbyLog;
import parley.bridge.chat.port.Fence;
import parley.bridge.limits.Limits;
import parley.bridge.limits.MessageRate;

/** What a session is told that searches. */
class SearchingTest {
    private final Lobby lobby = new Lobby(new LobbyLog(HeapMemory::new, 4, 4_096), InstantSource.system());
    private final FakeRedis redis = new FakeRedis();
    private final FakeBridge bridge = redis.bridge(lobby);
    private final Sessions sessions = new Sessions();
    private final RecordingOutlet outlet = new RecordingOutlet();
    private Session session = logIn("ann", new MessageRate(1, 4_096));

    /** In a room of that rate, in which time stands still. */
    private Session logIn(String nick, MessageRate rate) {
        session = new Session(
                new ChatRoom(
                        lobby,
                        new Login(lobby, bridge, bridge, bridge, sessions, Fence.NONE),
                        new Commands(bridge, bridge, bridge, bridge.archivers()),
                        sessions,
                        bridge,
                        Limits.defaults().with(rate),
                        () -> 0),
                outlet,
                Runnable::run,
                TestOrigin.of(1));
        session.greet();
        say(nick);
        return session;
    }

    /** What comes of the line. */
    private List<String> say(String line) {
        outlet.take();
        session.conversation().accept(Line.of(line));
        session.conversation().pump();
        return outlet.take();
    }

    @Test
    void aSearchCountsAsAMessage() {
        redis.archive();
        assertThat(say("search word")).containsExactly("OK 0");
        assertThat(say("pub hello")).singleElement().asString().startsWith("OK ");
        assertThat(say("search word")).singleElement().asString().startsWith("ERR rate-limited ");
        assertThat(say("search")).singleElement().asString().startsWith("ERR usage ");
    }

    @Test
    void itsBytesAreNoMessages() {
        redis.archive();
        logIn("bob", new MessageRate(100, 1));
        int length = 4_000;
        for (int bytes = 0; bytes < MessageRate.BURST_BYTES; bytes += length) {
            assertThat(say("search " + "x".repeat(length))).containsExactly("OK 0");
        }
        assertThat(say("pub " + "x".repeat(length))).singleElement().asString().startsWith("OK ");
    }

    @Test
    void whereNoArchiveAnswersThatIsSaid() {
        assertThat(say("search word"))
                .containsExactly("ERR unavailable The archive does not answer just now; try again.");
    }

    @Test
    void whereRedisIsGoneThatIsSaid() {
        redis.archive();
        redis.setAvailable(false);
        assertThat(say("search word")).singleElement().asString().startsWith("ERR unavailable ");
    }

    @Test
    void whatOnlyLooksLikeWordsIsRefusedWhetherThereIsAnArchiveOrNot() {
        for (String nothing : List.of("?!", "... — “”", "! \u2003 !", "+ = <", "。、")) {
            assertThat(say("search " + nothing)).singleElement().asString().startsWith("ERR usage ");
        }
        redis.setAvailable(false);
        assertThat(say("search ?!")).singleElement().asString().startsWith("ERR usage ");
        redis.setAvailable(true);
        redis.archive();
        assertThat(say("search ?!")).singleElement().asString().startsWith("ERR usage ");
    }

    @Test
    void whatIsRefusedCostsNothing() {
        redis.archive();
        for (int times = 0; times < 10; times++) {
            assertThat(say("search ?!")).singleElement().asString().startsWith("ERR usage ");
        }
        assertThat(say("search word")).containsExactly("OK 0");
    }
}
