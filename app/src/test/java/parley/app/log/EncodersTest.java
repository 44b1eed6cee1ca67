package parley.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class EncodersTest {

    /** The end of a line, a terminal's escape, C1, letters turned round, nothing visible, half a character. */
    private static final String HOSTILE = "x\n2026 ERROR forged\r\u001b[31m\u009b\u202e\u2028\u200b\udbffé\\\"";

    private static final String ESCAPED = "x\\n2026 ERROR forged\\r\\u001b[31m\\u009b\\u202e\\u2028\\u200b\\udbffé\\\\";

    private final LoggerContext context = new LoggerContext();

    @Test
    void writesALineForPeople() {
        assertThat(encode(new TextEncoder(), event("{} logged in from {}", null, "ann", "192.0.2.1")))
                .isEqualTo("2026-11-23T10:01:02.345Z INFO  Login ann logged in from 192.0.2.1 session=7\n");
    }

    @Test
    void writesAnObjectForPrograms() throws SQLException {
        String line = encode(new JsonEncoder(), event("{} logged in", null, "ann"));

        assertThat(line)
                .isEqualTo("{\"time\":\"2026-11-23T10:01:02.345Z\",\"level\":\"info\",\"logger\":\"parley.Login\","
                        + "\"thread\":\"loop-1\",\"message\":\"ann logged in\",\"session\":7}\n");
        assertThat(member(line, "session")).isEqualTo("7");
    }

    @Test
    void letsNoTextOutOfItsLine() throws SQLException {
        assertThat(encode(new TextEncoder(), event("heard {}", null, HOSTILE)))
                .endsWith("Login heard " + ESCAPED + "\" session=7\n");

        String json = encode(new JsonEncoder(), event("heard {}", null, HOSTILE));
        assertThat(json).contains("heard " + ESCAPED + "\\\"\"").hasLineCount(1);
        assertThat(member(json, "message"))
                .startsWith("heard x\n2026 ERROR forged\r\u001b[31m")
                .endsWith("é\\\"");
    }

    @Test
    void showsWhatIsThrownWithoutLettingItsTextOut() throws SQLException {
        var thrown = new IllegalStateException("outer", new IllegalArgumentException(HOSTILE));

        String text = encode(new TextEncoder(), event("failed", thrown));
        assertThat(text)
                .contains("\njava.lang.IllegalStateException: outer\n\tat parley.app.log.EncodersTest.")
                .contains("\nCaused by: java.lang.IllegalArgumentException: " + ESCAPED + "\"\n\t");
        assertThat(text.lines().skip(1)).allMatch(line -> line.matches("(\tat |\t\\.\\.\\. |Caused by: |java\\.).*"));

        String json = encode(new JsonEncoder(), event("failed", thrown));
        assertThat(json).hasLineCount(1);
        assertThat(member(json, "exception")).contains("IllegalStateException: outer\n\tat ");
    }

    @Test
    void cutsWhatIsLong() throws SQLException {
        String much = "\u0001".repeat(1_000_000);
        assertThat(encode(new TextEncoder(), event("heard {}", null, much)).length())
                .isLessThan(30_000);
        String json = encode(new JsonEncoder(), event("heard {}", null, much));
        assertThat(json.length()).isLessThan(30_000);
        assertThat(member(json, "message")).endsWith("\u2026 and 995910 characters more");
    }

    private ILoggingEvent event(String message, @Nullable Throwable thrown, Object... arguments) {
        var event = new LoggingEvent("test", context.getLogger("parley.Login"), Level.INFO, message, thrown, arguments);
        event.setThreadName("loop-1");
        event.setInstant(Instant.parse("2026-11-23T10:01:02.345Z"));
        event.setKeyValuePairs(List.of(new KeyValuePair("session", 7L)));
        return event;
    }

    private static String encode(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    /** What a program that reads JSON finds there. */
    private static String member(String json, String key) throws SQLException {
        try (Connection sqlite = DriverManager.getConnection("jdbc:sqlite::memory:");
                PreparedStatement parse = sqlite.prepareStatement("SELECT ? ->> ?")) {
            parse.setString(1, json);
            parse.setString(2, key);
            try (ResultSet parsed = parse.executeQuery()) {
                return parsed.getString(1);
            }
        }
    }
}
