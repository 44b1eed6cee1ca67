package parley.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadTest {
    /** Written out once more on purpose: what other programs on the same Redis send and expect. */
    private static final String FRAME = "\n----------------------------------\nNOTEING!!!!!!!!!!!!!!!!!!!!!!!!!!!"
            + "\nAdministrator say: down at six\n----------------------------------";

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "ann: hi |ann|hi",
                "ann: hi|ann|hi",
                "ann: hi  |ann|hi ",
                "ann:  hi |ann| hi",
                "ann: re: this: that |ann|re: this: that",
                "ann: |ann|''",
                "ann:  |ann|''",
                ": hi |''|hi",
                ": |''|''",
                ":  |''|''",
                "hi |''|hi",
                "ann:hi |''|ann:hi",
                "ann:|''|ann:",
                ":|''|:",
                " |''|''",
                "''|''|''",
                "two words: hi |two words|hi",
            })
    void readsWhatDirectClientsSend(String payload, String sender, String text) {
        assertThat(lobby(payload)).isEqualTo(new Payload(MessageKind.LOBBY, sender, text));
    }

    @Test
    void readsAWhisperToTheLastSpace() {
        assertThat(whisper("ann: hi ")).isEqualTo(new Payload(MessageKind.LOBBY, "ann", "hi "));
        assertThat(whisper("ann: ")).isEqualTo(new Payload(MessageKind.LOBBY, "ann", ""));
        assertThat(whisper("hi ")).isEqualTo(new Payload(MessageKind.LOBBY, "", "hi "));
        assertThat(whisper("")).isEqualTo(new Payload(MessageKind.LOBBY, "", ""));
    }

    @Test
    void writesWhatIsPublished() {
        assertThat(Payload.spoken("ann", "hi: all ")).isEqualTo("ann: hi: all ");
        assertThat(Payload.announced("down at six")).isEqualTo(FRAME);
    }

    @Test
    void recognisesAnAnnouncement() {
        assertThat(lobby(FRAME)).isEqualTo(new Payload(MessageKind.NOTICE, "Administrator", "down at six"));
        assertThat(lobby(Payload.announced(""))).isEqualTo(new Payload(MessageKind.NOTICE, "Administrator", ""));
        assertThat(lobby(Payload.announced(" a: b ")))
                .isEqualTo(new Payload(MessageKind.NOTICE, "Administrator", " a: b "));
        assertThat(lobby(Payload.announced("a\nb\u0007")))
                .isEqualTo(new Payload(MessageKind.NOTICE, "Administrator", "a b"));
    }

    @Test
    void recognisesNoPartOfAnAnnouncement() {
        byte[] frame = FRAME.getBytes(UTF_8);
        int text = FRAME.indexOf("down");
        int tail = FRAME.lastIndexOf('\n');
        for (int at = 0; at < frame.length; at++) {
            if (at >= text && at < tail) {
                continue;
            }
            byte[] changed = frame.clone();
            changed[at] ^= 1;
            byte[] shorter = new byte[frame.length - 1];
            System.arraycopy(frame, 0, shorter, 0, at);
            System.arraycopy(frame, at + 1, shorter, at, shorter.length - at);
            assertThat(Payload.ofLobby(changed).kind()).as("changed at %d", at).isEqualTo(MessageKind.LOBBY);
            assertThat(Payload.ofLobby(shorter).kind()).as("without %d", at).isEqualTo(MessageKind.LOBBY);
        }
        assertThat(lobby(FRAME + " ").kind()).isEqualTo(MessageKind.LOBBY);
        assertThat(lobby(FRAME + "\n").kind()).isEqualTo(MessageKind.LOBBY);
        assertThat(lobby(" " + FRAME).kind()).isEqualTo(MessageKind.LOBBY);
        assertThat(lobby("Administrator: down at six").kind()).isEqualTo(MessageKind.LOBBY);
    }

    @Test
    void knowsNoAnnouncementAmongWhispers() {
        String rule = "-".repeat(34);
        assertThat(whisper(FRAME))
                .isEqualTo(new Payload(
                        MessageKind.LOBBY,
                        " " + rule + " NOTEING" + "!".repeat(27) + " Administrator say",
                        "down at six " + rule));
    }

    @Test
    void showsForeignBytesSafely() {
        assertThat(Payload.ofLobby("an\u00FF\r\nn: h\u0007i\u00FF ".getBytes(ISO_8859_1)))
                .isEqualTo(new Payload(MessageKind.LOBBY, "an\uFFFD n", "hi\uFFFD"));
        assertThat(lobby("e\u202Eve: \u200Bhi\u0085 ")).isEqualTo(new Payload(MessageKind.LOBBY, "eve", "hi "));
    }

    @Test
    void cutsAt64KiBOfThePayload() {
        String longest = "x".repeat(Payload.MAX_BYTES - "ann: ".length());
        assertThat(lobby("ann: " + longest).text()).isEqualTo(longest);
        assertThat(lobby("ann: " + longest + " ").text()).isEqualTo(longest);
        assertThat(lobby("ann: " + longest + "yz").text()).isEqualTo(longest);
        assertThat(whisper("ann: " + longest + "x".repeat(100)).text()).isEqualTo(longest);
        assertThat(lobby("x".repeat(100_000)).text()).hasSize(Payload.MAX_BYTES);
        assertThat(lobby(Payload.announced("x".repeat(100_000))))
                .matches(it -> it.kind() == MessageKind.NOTICE
                        && it.text().equals("x".repeat(Payload.MAX_BYTES - FRAME.indexOf("down"))));
        assertThat(lobby("x".repeat(100_000) + ": hi"))
                .isEqualTo(new Payload(MessageKind.LOBBY, "x".repeat(Payload.MAX_BYTES), ""));
    }

    @Test
    void cutsNothingThatABridgePublished() {
        for (String nick : new String[] {"ann", "x".repeat(32), "\uD840\uDC00".repeat(32)}) {
            String longest = "é".repeat(32_767) + "x";
            byte[] payload = Payload.spoken(nick, longest).getBytes(UTF_8);
            assertThat(Payload.ofBridge(payload)).isEqualTo(new Payload(MessageKind.LOBBY, nick, longest));
            assertThat(Payload.ofWhisper(payload)).isEqualTo(new Payload(MessageKind.LOBBY, nick, longest));
        }
        String longest = "x".repeat(65_535);
        assertThat(Payload.ofBridge(Payload.announced(longest).getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.NOTICE, Payload.ADMINISTRATOR, longest));
        assertThat(Payload.ofBridge("ann: hi ".getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.LOBBY, "ann", "hi "));
        assertThat(Payload.ofBridge("ann: a: b".getBytes(UTF_8)))
                .isEqualTo(new Payload(MessageKind.LOBBY, "ann", "a: b"));
    }

    @Test
    void cutsBetweenCharactersOnly() {
        for (String character : new String[] {"é", "你", "\uD83D\uDE80"}) {
            for (int shift = 0; shift < 4; shift++) {
                String text = "x".repeat(shift) + character.repeat(40_000);
                String shown = lobby("ann: " + text).text();
                assertThat(text).startsWith(shown);
                assertThat(shown.getBytes(UTF_8).length + "ann: ".length())
                        .isBetween(Payload.MAX_BYTES - 3, Payload.MAX_BYTES);
            }
        }
    }

    @Test
    void cutsWhatIsNoTextSomewhere() {
        byte[] continuations = new byte[100_000];
        Arrays.fill(continuations, (byte) 0x80);
        assertThat(Payload.ofLobby(continuations).text()).matches("\uFFFD{65533,65536}");
    }

    private static Payload lobby(String payload) {
        return Payload.ofLobby(payload.getBytes(UTF_8));
    }

    private static Payload whisper(String payload) {
        return Payload.ofWhisper(payload.getBytes(UTF_8));
    }
}
