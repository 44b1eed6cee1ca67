package parley.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import parley.fuzz.Shown;

class PayloadFuzzTest {
    @FuzzTest
    void anything(byte[] bytes) {
        for (Payload payload :
                new Payload[] {Payload.ofLobby(bytes), Payload.ofBridge(bytes), Payload.ofWhisper(bytes)}) {
            Shown.check(payload.sender());
            Shown.check(payload.text());
            assertThat(payload.sender().length() + payload.text().length()).isLessThanOrEqualTo(bytes.length);
        }
        assertThat(Payload.ofWhisper(bytes).kind()).isEqualTo(MessageKind.LOBBY);
    }

    /** What a bridge publishes is read as it was said. */
    @FuzzTest
    void roundTrip(byte[] bytes) {
        String text = SafeText.cleanForeign(bytes, 0, bytes.length);
        assertThat(Payload.ofBridge(Payload.spoken("ann", text).getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.LOBBY, "ann", text));
        assertThat(Payload.ofWhisper(Payload.spoken("ann", text).getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.LOBBY, "ann", text));
        assertThat(Payload.ofLobby((Payload.spoken("ann", text) + " ").getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.LOBBY, "ann", text));
        assertThat(Payload.ofLobby(Payload.announced(text).getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.NOTICE, Payload.ADMINISTRATOR, text));
    }
}
