package parley.bridge.net.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelnetTest {
    private final List<String> refusals = new ArrayList<>();
    private final Telnet telnet =
            new Telnet(bytes -> refusals.add(HexFormat.of().formatHex(bytes)));

    private String feed(String hex) {
        StringBuilder data = new StringBuilder();
        for (byte octet : HexFormat.of().parseHex(hex)) {
            int passed = telnet.accept(octet & 0xFF);
            if (passed == Telnet.AFTER_DATA) {
                data.append("ff").append(HexFormat.of().toHexDigits(octet));
            } else if (passed != Telnet.NOTHING) {
                data.append(HexFormat.of().toHexDigits((byte) passed));
            }
        }
        return data.toString();
    }

    @Test
    void passesDataThrough() {
        assertThat(feed("70756c6c0a00fe")).isEqualTo("70756c6c0a00fe");
        assertThat(refusals).isEmpty();
    }

    @Test
    void refusesEachOptionOnce() {
        assertThat(feed("fffd01" + "fffd01" + "fffb01" + "fffb01" + "fffd03")).isEmpty();
        assertThat(refusals).containsExactly("fffc01", "fffe01", "fffc03");
    }

    @Test
    void dropsTheRest() {
        assertThat(feed("41fffc0142fffe0143fff144fff645")).isEqualTo("4142434445");
        assertThat(refusals).isEmpty();
    }

    @Test
    void dropsSubnegotiationsWithEscapedOctets() {
        assertThat(feed("41fffa1fff00ffff0a50fff042")).isEqualTo("4142");
    }

    @Test
    void unescapesTheOctet255() {
        assertThat(feed("ffff41")).isEqualTo("ff41");
    }

    @Test
    void takesTheOctet255ForDataWhereNoCommandFollows() {
        assertThat(feed("41ff0a" + "ff00" + "ffeb" + "ffffff0d")).isEqualTo("41ff0a" + "ff00" + "ffeb" + "ffff0d");
        assertThat(feed("ffec" + "ffef" + "fff9" + "42")).isEqualTo("42");
        assertThat(refusals).isEmpty();
    }
}
