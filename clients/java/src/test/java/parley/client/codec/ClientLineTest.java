package parley.client.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.client.error.ParleyException.InvalidArgument;

class ClientLineTest {
    @Test
    void keepsATextAsItIs() {
        assertThat(ClientLine.pub(" a: b\u2028\tc ")).isEqualTo("pub  a: b\u2028\tc ");
        assertThat(ClientLine.once("k-1._A", "x y")).isEqualTo("once k-1._A x y");
        assertThat(ClientLine.to("bob", "x")).isEqualTo("to bob x");
        assertThat(ClientLine.search("two words")).isEqualTo("search two words");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\nb",
                "a\rb",
                "a\0b",
                "",
                " ",
                "\u3000",
                "\t",
                "\u0085",
                "\u00a0\u2028",
                "\ud800",
                "x\ud800",
                "\u3164\u200b"
            })
    void refusesWhatIsNoTextOfALine(String text) {
        assertThatThrownBy(() -> ClientLine.pub(text)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> ClientLine.once("k", text)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> ClientLine.to("bob", text)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> ClientLine.search(text)).isInstanceOf(InvalidArgument.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                " a",
                "a ",
                "\u3000",
                "a\u00a0b",
                "a\nb",
                "a\u202eb",
                "\u200d",
                "\u3164",
                "a\0",
                "\udc00"
            })
    void refusesWhatIsNoName(String name) {
        assertThatThrownBy(() -> ClientLine.to(name, "x")).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> ClientLine.nickname(name)).isInstanceOf(InvalidArgument.class);
        assertThatThrownBy(() -> ClientLine.nickname("ann", name)).isInstanceOf(InvalidArgument.class);
    }

    @Test
    void leavesNamesToTheServer() {
        assertThat(ClientLine.to("क्\u200dष:é", "x")).isEqualTo("to क्\u200dष:é x");
    }

    @Test
    void refusesKeysNumbersAndTimesThatAreNone() {
        for (String key : new String[] {"", "a b", "é", "a/b", "x".repeat(65)}) {
            assertThatThrownBy(() -> ClientLine.once(key, "x")).isInstanceOf(InvalidArgument.class);
        }
        for (int count : new int[] {-1, 0, 1_001}) {
            assertThatThrownBy(() -> ClientLine.history(count)).isInstanceOf(InvalidArgument.class);
        }
        for (String time : new String[] {"", "now", "2026-11-23T10:01:02Z", "2026-11-23T10:01:02.345678Z x"}) {
            assertThatThrownBy(() -> ClientLine.since(time)).isInstanceOf(InvalidArgument.class);
        }
    }

    @Test
    void refusesALineThatWouldBeTakenForAFlood() {
        assertThat(ClientLine.pub("é".repeat(32_765))).hasSize(32_769);
        assertThatThrownBy(() -> ClientLine.pub("é".repeat(32_766))).isInstanceOf(InvalidArgument.class);
    }
}
