package parley.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoakSettingsTest {
    @TempDir
    Path root;

    @Test
    void takesAllLibrariesThatThereAre() throws Exception {
        Files.createDirectories(root.resolve("clients/rust"));
        Files.createDirectories(root.resolve("clients/java"));
        SoakSettings settings = SoakSettings.parse(root);

        assertThat(settings.bots()).extracting(SoakSettings.Bot::name).containsExactly("java", "rust");
        assertThat(settings.bots().get(1).command())
                .containsExactly(root.resolve("clients/echo").toString(), "rust");
        assertThat(settings.messages()).isEqualTo(10_000);
        assertThat(settings.results()).isEmpty();
        assertThat(settings.plan()).hasSize(10).containsAll(List.of(SoakFault.values()));
    }

    @Test
    void takesTheseOrSomebodyElses() {
        SoakSettings settings =
                SoakSettings.parse(root, "--messages", "20", "--faults", "0", "--results", "a.md", "go", "c");

        assertThat(settings.bots()).extracting(SoakSettings.Bot::name).containsExactly("go", "c");
        assertThat(settings.messages()).isEqualTo(20);
        assertThat(settings.plan()).isEmpty();
        assertThat(settings.results()).contains(Path.of("a.md"));
        assertThat(SoakSettings.parse(root, "--", "python3", "bot.py", "--x").bots())
                .singleElement()
                .satisfies(bot -> assertThat(bot.command()).containsExactly("python3", "bot.py", "--x"));
    }

    @Test
    void refusesEverythingElse() {
        for (String[] arguments : new String[][] {
            {"--help"},
            {"perl"},
            {"--messages"},
            {"--messages", "0"},
            {"--messages", "many"},
            {"--faults", "-1"},
            {"--results"},
            {"--"}
        }) {
            assertThatThrownBy(() -> SoakSettings.parse(root, arguments))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("usage: faults/soak");
        }
    }
}
