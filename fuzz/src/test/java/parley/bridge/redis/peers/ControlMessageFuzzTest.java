package parley.bridge.redis.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

class ControlMessageFuzzTest {
    @FuzzTest
    void parse(byte[] payload) {
        ControlMessage message = ControlMessage.parse(payload);
        if (message != null) {
            assertThat(ControlMessage.parse(message.toString().getBytes(UTF_8))).isEqualTo(message);
            assertThat(message.sender()).doesNotContain(" ", "\n");
            assertThat(message.lines()).noneMatch(line -> line.contains("\n"));
        }
    }
}
