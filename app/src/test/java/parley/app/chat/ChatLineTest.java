package parley.app.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChatLineTest {

    private static final String TIME = "2026-11-23T10:01:02.345678Z";

    @Test
    void showsWhoSaidWhat() {
        ChatLine line = ChatLine.of("LOBBY " + TIME + " ann: to: you");
        assertThat(line.name()).isEqualTo("ann");
        assertThat(line.styled().toString()).matches("\\d\\d:\\d\\d:02 ann: to: you");
        assertThat(ChatLine.of("WHISPER " + TIME + " ann: psst").styled().toString())
                .endsWith("ann (to you): psst");
        assertThat(ChatLine.of("LOBBY " + TIME + " : no name").name()).isEmpty();
    }

    @Test
    void keepsOtherLinesAsTheyAre() {
        assertThat(ChatLine.of("OK 3").styled().toString()).isEqualTo("OK 3");
        assertThat(ChatLine.of("LOBBY what is this").styled().toString()).isEqualTo("LOBBY what is this");
        assertThat(ChatLine.of("USER bob").name()).isEqualTo("bob");
    }

    @Test
    void letsNothingThroughThatATerminalObeys() {
        ChatLine line = ChatLine.of("LOBBY " + TIME + " ann: \u001b[2Jgone\u202e");
        assertThat(line.styled().toString()).endsWith(" ann: [2Jgone");
    }
}
