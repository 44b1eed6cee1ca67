package parley.faults.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.faults.deployment.RedisWallClock;
import parley.faults.traffic.SentMessages.Refusal;
import parley.protocol.MessageTime;

/** Checks what writers do about an answer that is missing: each in a way that leaves no doubt what became of the message. */
class WriterTest {
    private static final String TOKEN = "a-secret-of-the-hold-on-the-name";
    private static final String MARK = "2026-11-23T10:00:00.000000Z";
    private static final String TIME = "2026-11-23T10:01:02.345678Z";
    private static final long MICROS = MessageTime.parse(TIME).orElseThrow();

    private ScriptedBridge bridge;
    private TrafficState state;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        bridge = new ScriptedBridge();
        state = new TrafficState(bridge.ports(), new RedisWallClock(directory.resolve("redis.clock")));
    }

    @AfterEach
    void close() throws Exception {
        state.close();
        bridge.close();
    }

    private void welcomeKeyed() throws Exception {
        ScriptedBridge.run(new KeyedWriter(state, "w0", 0, false));
        bridge.welcome("w0", "OK Welcome w0! Type help.");
        bridge.answer("token", "OK " + TOKEN);
    }

    private void welcomePlain() throws Exception {
        ScriptedBridge.run(new PlainWriter(state, "u0", 0, false));
        bridge.welcome("u0", "OK Welcome u0! Type help.");
        bridge.answer("token", "OK " + TOKEN);
        bridge.answer("mark", "OK " + MARK);
    }

    private void welcomeBack(String name) throws Exception {
        bridge.welcome(name + " " + TOKEN, "OK Welcome back " + name + "! Type help.");
        bridge.answer("token", "OK " + TOKEN);
    }

    @Test
    void byKeyTheSameIsSaidUntilItIsAcknowledged() throws Exception {
        welcomeKeyed();
        bridge.expect("once w0.1 w0 1");
        bridge.drop();
        welcomeBack("w0");
        bridge.answer("once w0.1 w0 1", "ERR unavailable Redis is away");
        bridge.answer("once w0.1 w0 1", "OK " + TIME);
        bridge.expect("once w0.2 w0 2");

        SentMessages.Account account = state.sentMessages().account();
        assertThat(account.acknowledged()).isEqualTo(Map.of("w0 1", MICROS));
        assertThat(account.repeated()).containsExactly("w0 1");
        assertThat(account.refused()).isEmpty();
        assertThat(state.anomalies().unexpected()).isEmpty();
    }

    @Test
    void aNameThatWasFreeIsHeldByAnotherToken() throws Exception {
        welcomeKeyed();
        bridge.expect("once w0.1 w0 1");
        bridge.drop();
        bridge.welcome("w0 " + TOKEN, "OK Welcome w0! Type help.");
        bridge.answer("token", "OK another-" + TOKEN);
        bridge.expect("once w0.1 w0 1");
        bridge.drop();
        bridge.welcome("w0 another-" + TOKEN, "OK Welcome back w0! Type help.");

        assertThat(state.anomalies().unexpected()).isEmpty();
    }

    @Test
    void theTokenOfOneHoldIsTheSameEachTime() throws Exception {
        welcomeKeyed();
        bridge.expect("once w0.1 w0 1");
        bridge.drop();
        bridge.welcome("w0 " + TOKEN, "OK Welcome back w0! Type help.");
        bridge.answer("token", "OK another-" + TOKEN);
        bridge.expect("once w0.1 w0 1");

        assertThat(state.anomalies().unexpected()).containsExactly("w0 came back by a token, and was told another");
    }

    @Test
    void whatSinceHasWasSaid() throws Exception {
        welcomePlain();
        bridge.expect("pub u0 1");
        bridge.drop();
        welcomeBack("u0");
        bridge.answer(
                "since " + MARK,
                "LOBBY 2026-11-23T10:00:01.000000Z w0: u0 1",
                "LOBBY " + TIME + " u0: u0 1",
                "LOBBY 2026-11-23T10:01:03.000000Z w0: w0 17",
                "OK 3");
        bridge.expect("pub u0 2");

        assertThat(state.sentMessages().account().acknowledged()).isEqualTo(Map.of("u0 1", MICROS));
        assertThat(state.sentMessages().account().refused()).isEmpty();
    }

    @Test
    void whatSinceHasNotIsNeverToBeSaid() throws Exception {
        welcomePlain();
        bridge.answer("pub u0 1", "OK " + TIME);
        bridge.expect("pub u0 2");
        bridge.drop();
        welcomeBack("u0");
        bridge.answer("since " + TIME, "ERR unavailable the lobby is not complete");
        bridge.answer("since " + TIME, "LOBBY 2026-11-23T10:01:03.000000Z w0: w0 17", "OK 1");
        bridge.expect("pub u0 3");

        SentMessages.Account account = state.sentMessages().account();
        assertThat(account.acknowledged()).isEqualTo(Map.of("u0 1", MICROS));
        assertThat(account.refused()).isEqualTo(Map.of("u0 2", new Refusal("no answer, and it was not there", 0)));
    }

    @Test
    void whereMessagesWereMissedItMayHaveBeenSaidBefore() throws Exception {
        welcomePlain();
        bridge.expect("pub u0 1");
        bridge.drop();
        welcomeBack("u0");
        bridge.answer("since " + MARK, "MISSED ?", "OK 0");
        bridge.expect("pub u0 2");

        assertThat(state.sentMessages().account().refused().get("u0 1"))
                .satisfies(refusal -> assertThat(refusal.latest()).isPositive());
    }

    @Test
    void whatIsRefusedIsNotSaidAgain() throws Exception {
        welcomePlain();
        bridge.answer("pub u0 1", "ERR unavailable Redis is away");
        bridge.expect("pub u0 2");

        assertThat(state.sentMessages().account().refused())
                .containsOnlyKeys("u0 1")
                .allSatisfy((text, refusal) -> assertThat(refusal.latest()).isPositive());
    }
}
