package parley.client.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ServerLineTest {
    private static final String TIME = "2026-11-23T10:01:02.345678Z";

    @Test
    void readsAnswers() {
        assertThat(ServerLine.parse("OK")).isEqualTo(new ServerLine.Ok(""));
        assertThat(ServerLine.parse("OK Thank you")).isEqualTo(new ServerLine.Ok("Thank you"));
        assertThat(ServerLine.parse("ERR usage")).isEqualTo(new ServerLine.Err("usage", ""));
        assertThat(ServerLine.parse("ERR usage So: pub")).isEqualTo(new ServerLine.Err("usage", "So: pub"));
        assertThat(ServerLine.parse("BYE shutdown Bye.")).isEqualTo(new ServerLine.Bye("shutdown", "Bye."));
        assertThat(ServerLine.parse("USER bob")).isEqualTo(new ServerLine.User("bob"));
        assertThat(ServerLine.parse("HELP ")).isEqualTo(new ServerLine.Help(""));
    }

    @Test
    void readsMessages() {
        assertThat(ServerLine.parse("LOBBY " + TIME + " ann: a: b  c "))
                .isEqualTo(new ServerLine.Said(MessageKind.LOBBY, TIME, "ann", "a: b  c "));
        assertThat(ServerLine.parse("WHISPER " + TIME + " a b:c: x"))
                .isEqualTo(new ServerLine.Said(MessageKind.WHISPER, TIME, "a b:c", "x"));
        assertThat(ServerLine.parse("NOTICE " + TIME + " Administrator: \u2028x"))
                .isEqualTo(new ServerLine.Said(MessageKind.NOTICE, TIME, "Administrator", "\u2028x"));
        assertThat(ServerLine.parse("LOBBY " + TIME + " : text"))
                .isEqualTo(new ServerLine.Said(MessageKind.LOBBY, TIME, "", "text"));
        assertThat(ServerLine.parse("LOBBY " + TIME + " ann: "))
                .isEqualTo(new ServerLine.Said(MessageKind.LOBBY, TIME, "ann", ""));
        assertThat(ServerLine.parse("LOBBY " + TIME + " ann:"))
                .isEqualTo(new ServerLine.Said(MessageKind.LOBBY, TIME, "ann", ""));
    }

    @Test
    void readsWhatWasMissed() {
        assertThat(ServerLine.parse("MISSED 3")).isEqualTo(new ServerLine.Missed(OptionalLong.of(3)));
        assertThat(ServerLine.parse("MISSED ?")).isEqualTo(new ServerLine.Missed(OptionalLong.empty()));
        assertThat(ServerLine.parse("MISSED")).isEqualTo(new ServerLine.Missed(OptionalLong.empty()));
    }

    @Test
    void skipsWhatItDoesNotKnow() {
        for (String line : new String[] {"", "OKAY fine", "ok", " OK", "NEWS today", "LOBBY", "LOBBY " + TIME + " x"}) {
            assertThat(ServerLine.parse(line)).isEqualTo(new ServerLine.Unknown(line));
        }
    }
}
