package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WayInTest {

    @Test
    void saysWhereToGo() {
        assertThat(WayIn.of("127.0.0.1", 7070, 7080, false))
                .containsExactly(
                        "",
                        "Parley is up. Come in, from another terminal or a browser:",
                        "  http://127.0.0.1:7080/",
                        "  nc 127.0.0.1 7070",
                        "  ./parley chat 127.0.0.1:7070",
                        "Ctrl-C ends it.");
    }

    @Test
    void namesOnlyWhatIsThere() {
        assertThat(WayIn.of("::1", 7070, -1, false))
                .contains("  nc ::1 7070", "  ./parley chat [::1]:7070")
                .noneMatch(line -> line.contains("http"));
        assertThat(WayIn.of("0.0.0.0", 7070, 443, true)).contains("  https://127.0.0.1:443/", "  nc 127.0.0.1 7070");
    }
}
