package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LobbyRunTest {
    @Test
    void isReadAsItIsWritten() {
        LobbyRun run = new LobbyRun(new LobbyId(1_795_428_062_345_678L, "e1f2", 42), 256);
        assertThat(run).hasToString("1795428062345-678 e1f2 42 256");
        assertThat(LobbyRun.parse(run.toString())).isEqualTo(run);
    }

    @Test
    void endsWhereCountingOnLeads() {
        LobbyId first = new LobbyId(1_795_428_062_345_999L, "e1f2", 42);
        LobbyId third = first.next().next();
        assertThat(third).hasToString("1795428062346-1 e1f2 44");
        assertThat(new LobbyRun(first, 3).lastMicros()).isEqualTo(third.micros());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "5-3",
                "5-3 e",
                "5-3 e 42",
                "5-3  42 1",
                "5-3 e  1",
                "5-3 e 42 ",
                "5-3 e 42 1 ",
                " 5-3 e 42 1",
                "5-3 e x 1",
                "5-3 e 42 x",
                "5-3 e +42 1",
                "5-3 e 042 1",
                "5-3 e 42 01",
                "5-3 e 0 1",
                "5-3 e -1 1",
                "5-3 e 42 0",
                "5-3 e 42 -1",
                "5-3 e 42 4294967297",
                "5 e 42 1",
                "5-1000 e 42 1",
                "5-3 e 42 1 7",
                "ann: hi"
            })
    void isNothingElse(String announced) {
        assertThatThrownBy(() -> LobbyRun.parse(announced)).isInstanceOf(IllegalArgumentException.class);
    }
}
