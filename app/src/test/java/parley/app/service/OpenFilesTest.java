package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {

    @Test
    void leaveRoomForEverythingElse() {
        assertThat(OpenFiles.sessions(20_000)).isEqualTo(19_744);
        assertThat(OpenFiles.sessions(1_024)).isEqualTo(768);
        assertThat(OpenFiles.sessions(256)).isEqualTo(128);
        assertThat(OpenFiles.sessions(Long.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(OpenFiles.sessions()).isPositive();
    }
}
