package parley.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;

class ChatLineTest {
    private static final Clock TOKYO =
            Clock.fixed(Instant.parse("2026-11-23T10:01:02.345678Z"), ZoneId.of("Asia/Tokyo"));
    private static final String TIME = "2026-11-23T10:01:02.345678Z ";

    private static ChatLine message(String line) {
        return ChatLine.message(line, "ann", TOKYO);
    }

    @Test
    void showsTimesAsTheyAreHere() {
        assertThat(message("LOBBY " + TIME + "bob: Hello: all ")).hasToString("19:01:02 bob: Hello: all ");
        assertThat(message("LOBBY 2026-11-22T16:00:00.000000Z bob: today")).hasToString("01:00:00 bob: today");
        assertThat(message("LOBBY 2026-11-22T14:59:59.000000Z bob: yesterday"))
                .hasToString("2026-11-22 23:59:59 bob: yesterday");
    }

    @Test
    void tellsApartWhoseItIs() {
        assertThat(message("WHISPER " + TIME + "bob: psst")).hasToString("19:01:02 bob (to you): psst");
        assertThat(message("NOTICE " + TIME + "Administrator: soon")).hasToString("19:01:02 ** Administrator: soon");
        assertThat(ChatLine.whispered(new Typed.Whispered("bob", "psst"), TOKYO))
                .hasToString("19:01:02 to bob: psst");
        assertThat(message("LOBBY " + TIME + "ann: me").kind()).isEqualTo(ChatLine.Kind.OWN);
        assertThat(message("WHISPER " + TIME + "ann: me").kind()).isEqualTo(ChatLine.Kind.THEIRS);
        assertThat(message("LOBBY " + TIME + "bob: you").kind()).isEqualTo(ChatLine.Kind.THEIRS);
    }

    @Test
    void theNickEndsAtTheFirstColonWithASpaceBehindIt() {
        assertThat(message("LOBBY " + TIME + "a:b: c: d").name()).isEqualTo("a:b");
        assertThat(message("LOBBY " + TIME + ": nobody's").name()).isEmpty();
        assertThat(message("LOBBY " + TIME + "bob: ")).hasToString("19:01:02 bob: ");
    }

    @Test
    void knowsAMessage() {
        assertThat(ChatLine.isMessage("LOBBY " + TIME + "bob: hi")).isTrue();
        assertThat(ChatLine.isMessage("LOBBY soon bob: hi")).isFalse();
        assertThat(ChatLine.isMessage("OK LOBBY " + TIME + "bob: hi")).isFalse();
    }

    @Test
    void aTerminalObeysNothingOfIt() {
        assertThat(message("LOBBY " + TIME + "bo\u001Bb: red\u001B[2J\u202E")).hasToString("19:01:02 bob: red[2J");
        assertThat(ChatLine.note("\u001B[2J").styled().toAnsi()).doesNotContain("\u001B[2J");
        assertThat(ChatLine.user("USER b\u0007ob")).hasToString("-- bob");
    }

    @Test
    void namesStandOutInColoursOfTheirOwn() {
        AttributedString lobby = message("LOBBY " + TIME + "bob: hi").styled();
        AttributedString whisper = message("WHISPER " + TIME + "bob: hi").styled();
        AttributedString notice =
                message("NOTICE " + TIME + "Administrator: hi").styled();
        int name = "19:01:02 ".length();
        assertThat(lobby.styleAt(name)).isNotEqualTo(AttributedStyle.DEFAULT).isEqualTo(whisper.styleAt(name));
        assertThat(lobby.styleAt(lobby.length() - 1)).isEqualTo(AttributedStyle.DEFAULT);
        assertThat(whisper.styleAt(whisper.length() - 1)).isNotEqualTo(AttributedStyle.DEFAULT);
        assertThat(notice.styleAt(name))
                .isEqualTo(AttributedStyle.DEFAULT.bold().inverse());
        assertThat(message("LOBBY " + TIME + "eve: hi").styled().styleAt(name)).isNotEqualTo(lobby.styleAt(name));
    }

    @Test
    void givesTheServersReasonsForPeople() {
        assertThat(ChatLine.reason("ERR nick-taken In use.")).isEqualTo("In use. (nick-taken)");
        assertThat(ChatLine.reason("BYE kicked Out.")).isEqualTo("Out. (kicked)");
        assertThat(ChatLine.reason("OK pong")).isEqualTo("pong");
        assertThat(ChatLine.reason("ERR odd")).isEqualTo("ERR odd");
        assertThat(ChatLine.greeting("OK parley/1 Welcome to Parley. Please send your nickname."))
                .hasToString("-- Welcome to Parley. Please send your nickname.");
    }
}
