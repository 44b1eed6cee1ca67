package parley.bridge.redis.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlMessageTest {

    static List<ControlMessage> messages() {
        return List.of(
                new ControlMessage(ControlMessage.Verb.SESSIONS, 7, "b1", List.of()),
                new ControlMessage(ControlMessage.Verb.KICK, 8, "b1", List.of("ann", "for: shouting")),
                new ControlMessage(ControlMessage.Verb.KICK, 8, "b1", List.of("ann", "")),
                new ControlMessage(ControlMessage.Verb.ANSWER, 9, "b2", List.of("0")));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isReadAsItWasWritten(ControlMessage message) {
        assertThat(ControlMessage.parse(message.toString().getBytes(UTF_8))).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "KICK", "KICK 1", "KICK x b1\nann", "DANCE 1 b1\n", "KICK 1 b1 more\n"})
    void anythingElseIsIgnored(String foreign) {
        assertThat(ControlMessage.parse(foreign.getBytes(UTF_8))).isNull();
    }
}
