package parley.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @Test
    void withoutOptionsAllAttacksAreMade() {
        assertThat(Settings.parse().only()).containsExactly(AttackKind.values());
    }

    @Test
    void optionsAreTaken() {
        Settings settings = Settings.parse(
                "--only", "probes,since", "--seconds", "7", "--lines", "10000000", "--results", "other.md");

        assertThat(settings.only()).isEqualTo(List.of(AttackKind.PROBES, AttackKind.SINCE));
        assertThat(settings.timing().attack()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.size().lines()).isEqualTo(10_000_000);
        assertThat(settings.results()).isEqualTo(Path.of("other.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--only nothing", "--seconds 0", "--seconds soon", "--lines", "--what 1"})
    void whatIsWrongIsSaid(String line) {
        assertThatThrownBy(() -> Settings.parse(line.split(" "))).isInstanceOf(IllegalArgumentException.class);
    }
}
