package parley.faults.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.faults.deployment.RedisWallClock;

/** Checks that a reader begins behind its mark, goes on behind what it was shown, and finds a mark that lies elsewhere. */
class ReaderTest {
    private static final String TOKEN = "a-secret-of-the-hold-on-the-name";

    private ScriptedBridge bridge;
    private TrafficState state;

    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        bridge = new ScriptedBridge();
        state = new TrafficState(bridge.ports(), new RedisWallClock(directory.resolve("redis.clock")));
        ScriptedBridge.run(new Reader(state, "r0", 0, false, Reader.Mode.LIVE));
        bridge.welcome("r0", "OK Welcome r0! Type help.");
        bridge.answer("token", "OK " + TOKEN);
        bridge.answer("mark", "OK " + time(10));
        bridge.answer("live", "OK");
    }

    @AfterEach
    void close() throws Exception {
        state.close();
        bridge.close();
    }

    private static String time(int second) {
        return "2026-11-23T10:00:" + second + ".000000Z";
    }

    private static String line(int second) {
        return "LOBBY " + time(second) + " w0: w0 " + second;
    }

    private void comeBackBehind(int second) throws Exception {
        bridge.drop();
        bridge.welcome("r0 " + TOKEN, "OK Welcome back r0! Type help.");
        bridge.answer("token", "OK " + TOKEN);
        bridge.expect("since " + time(second));
    }

    @Test
    void whoWasShownNothingGoesOnBehindTheMark() throws Exception {
        comeBackBehind(10);
    }

    @Test
    void whoWasShownMessagesGoesOnBehindTheLast() throws Exception {
        bridge.answer("mark", line(11), line(12), "OK " + time(12));
        bridge.expect("mark");
        comeBackBehind(12);

        assertThat(state.anomalies().unexpected()).isEmpty();
    }

    @Test
    void aMarkBeforeWhatWasShownIsFound() throws Exception {
        bridge.answer("mark", line(11), line(12), "OK " + time(11));
        bridge.expect("mark");

        assertThat(state.anomalies().unexpected())
                .containsExactly("r0 was shown what is of " + time(12) + ", and marked: OK " + time(11));
    }

    @Test
    void aMarkBehindWhatIsShownNextIsFound() throws Exception {
        bridge.answer("mark", line(11), "OK " + time(13), line(12));
        bridge.expect("mark");

        await().untilAsserted(() -> assertThat(state.anomalies().unexpected())
                .containsExactly("r0 had marked " + time(13) + ", and was shown: " + line(12)));
    }
}
