package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamEntryTest {
    private static final String ID = "1790000000000-999";

    private final Map<String, String> fields =
            new HashMap<>(Map.of("e", "epoch", "n", "41", "k", "lobby", "s", "ann", "t", "hi: there "));

    @Test
    void aMessageIsRead() {
        assertThat(StreamEntry.parse(ID, fields))
                .containsExactly(new StreamEntry(
                        new LobbyId(1_790_000_000_000_999L, "epoch", 41),
                        new Payload(MessageKind.LOBBY, "ann", "hi: there ")));
    }

    @Test
    void anAnnouncementIsRead() {
        fields.put("k", "notice");

        assertThat(StreamEntry.parse(ID, fields).get(0).payload().kind()).isEqualTo(MessageKind.NOTICE);
    }

    @Test
    void whatAnotherVersionAddedIsPassedOver() {
        fields.put("x", "later");

        assertThat(StreamEntry.parse(ID, fields).get(0).id().number()).isEqualTo(41);
    }

    @Test
    void senderAndTextMayBeEmptyAndAreTakenAsTheyAre() {
        fields.put("s", "");
        fields.put("t", "\u202Eback\u0007\n");

        assertThat(StreamEntry.parse(ID, fields).get(0).payload())
                .isEqualTo(new Payload(MessageKind.LOBBY, "", "\u202Eback\u0007\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"e", "n", "k", "s", "t"})
    void noFieldMayBeMissing(String field) {
        fields.remove(field);

        assertThatIllegalArgumentException().isThrownBy(() -> StreamEntry.parse(ID, fields));
    }

    @ParameterizedTest
    @CsvSource({"e,''", "n,0", "n,-1", "n,''", "n,x", "n,9223372036854775808", "k,''", "k,LOBBY", "k,whisper"})
    void noFieldMayBeWrong(String field, String value) {
        fields.put(field, value);

        assertThatIllegalArgumentException().isThrownBy(() -> StreamEntry.parse(ID, fields));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "1-1000", "1", "01-0", "-1-0", "253402300800000-0", "99999999999999999999-0", "x-0"})
    void anIdIsATimeThatHasOne(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamEntry.parse(id, fields));
    }

    @Test
    void theLastTimeThatHasAnIdIsRead() {
        assertThat(StreamEntry.parse("253402300799999-999", fields).get(0).id().micros())
                .isEqualTo(StreamEntry.LAST_MICROS);
    }

    private static Map<String, String> several(String lines) {
        return Map.of("e", "epoch", "n", "41", "m", lines);
    }

    @Test
    void messagesThatShareAnEntryFollowByAMicrosecondAndANumber() {
        assertThat(StreamEntry.parse(ID, several("ann: hi: there \nböb: 😀\nann: ")))
                .containsExactly(
                        new StreamEntry(
                                new LobbyId(1_790_000_000_000_999L, "epoch", 41),
                                new Payload(MessageKind.LOBBY, "ann", "hi: there ")),
                        new StreamEntry(
                                new LobbyId(1_790_000_000_001_000L, "epoch", 42),
                                new Payload(MessageKind.LOBBY, "böb", "😀")),
                        new StreamEntry(
                                new LobbyId(1_790_000_000_001_001L, "epoch", 43),
                                new Payload(MessageKind.LOBBY, "ann", "")));
    }

    @Test
    void anEntryHoldsSoMany() {
        String most = "ann: hi\n".repeat(StreamEntry.MOST_MESSAGES - 1) + "ann: hi";

        assertThat(StreamEntry.parse(ID, several(most))).hasSize(StreamEntry.MOST_MESSAGES);
        assertThatIllegalArgumentException().isThrownBy(() -> StreamEntry.parse(ID, several(most + "\nann: hi")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann", "ann: hi\n", "\nann: hi", "ann: hi\nann\nann: hi"})
    void eachLineIsAMessage(String lines) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamEntry.parse(ID, several(lines)));
    }

    @Test
    void noneIsBeyondTheLastTimeThatHasAnId() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamEntry.parse("253402300799999-999", several("ann: a\nann: b")));
    }
}
