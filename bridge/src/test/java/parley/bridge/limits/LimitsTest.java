package parley.bridge.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitsTest {
    @Test
    void theDocumentationHasTheTable() throws IOException {
        String rows = Limits.defaults().table().stream()
                .map(row -> "| " + row.what() + " | " + row.limit() + " | " + row.then() + " |\n")
                .collect(Collectors.joining());
        assertThat(Files.readString(Path.of("..", "protocol", "PROTOCOL.md")))
                .contains(
                        "<!-- limits -->\n| what | limit | then |\n| --- | --- | --- |\n" + rows + "<!-- /limits -->");
    }

    @Test
    void refusesWhatCannotWork() {
        Limits limits = Limits.defaults();

        assertThatIllegalArgumentException().isThrownBy(() -> limits.withMaxLine(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withMaxLine(Limits.FLOOD_BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.withMaxWhispers(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageRate(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageRate(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdmissionLimits(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdmissionLimits(1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdmissionLimits(1, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamLimits(0, StreamLimits.LEAST_BYTES));
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamLimits(1, StreamLimits.LEAST_BYTES - 1));
    }
}
