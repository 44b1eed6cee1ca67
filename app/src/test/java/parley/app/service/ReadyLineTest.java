package parley.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadyLineTest {

    @Test
    void staysOneLineWhateverADirectoryIsCalled() {
        assertThat(ReadyLine.onOneLine(Path.of("/a b=c\n/\u0085\u001b[31m/ü ☃/admin.sock")))
                .isEqualTo("/a b=c\\u000a/\\u0085\\u001b[31m/ü ☃/admin.sock");
    }
}
