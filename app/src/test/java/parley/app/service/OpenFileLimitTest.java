package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFileLimitTest {

    @Test
    void leaveRoomForEverythingElse() {
        assertThat(OpenFileLimit.sessions(20_000)).isEqualTo(19_488);
        assertThat(OpenFileLimit.sessions(1_024)).isEqualTo(512);
        assertThat(OpenFileLimit.sessions(256)).isEqualTo(128);
        assertThat(OpenFileLimit.sessions(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(OpenFileLimit.sessions()).isPositive();
    }
}
