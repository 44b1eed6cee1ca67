package parley.bridge.redis.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish",
                "whisper",
                "claim",
                "release",
                "reclaim",
                "reap",
                "bury",
                "find",
                "free",
                "heartbeat",
                "ban",
                "unban",
                "reban",
                "bans",
                "read"
            })
    void saysWhatGoesInAndWhatComesOut(String name) throws IOException {
        try (InputStream resource = Script.class.getResourceAsStream(name + ".lua")) {
            String header = new String(Objects.requireNonNull(resource).readAllBytes(), UTF_8)
                    .lines()
                    .takeWhile(line -> line.startsWith("--"))
                    .reduce("", (all, line) -> all + line + "\n");
            assertThat(header).contains("KEYS[1", "ARGV[1]", "Answer:");
        }
    }
}
