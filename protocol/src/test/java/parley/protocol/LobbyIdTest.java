package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LobbyIdTest {
    @Test
    void isReadAsItIsWritten() {
        LobbyId id = new LobbyId(1_795_428_062_345_678L, "e1f2", 42);
        assertThat(id).hasToString("1795428062345-678 e1f2 42");
        assertThat(LobbyId.parse(id.toString())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "5-3",
                "5-3 e",
                "5-3  42",
                "5-3 e 42 ",
                " 5-3 e 42",
                "5-3 e x",
                "5-3 e +42",
                "5-3 e 042",
                "5-3 e 0",
                "5-3 e -1",
                "5 e 42",
                "5-1000 e 42",
                "5-3 e 42 7",
                "ann: hi"
            })
    void isNothingElse(String announced) {
        assertThatThrownBy(() -> LobbyId.parse(announced)).isInstanceOf(IllegalArgumentException.class);
    }
}
