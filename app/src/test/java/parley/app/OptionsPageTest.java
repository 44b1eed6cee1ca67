package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.app.options.Converters;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The page of options is what the commands take, and what the options say of their defaults is true. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "protocol", "OPTIONS.md");
    private static final Path WRITTEN = Path.of("target", "OPTIONS.md");

    @Test
    void listsAllOptions() throws IOException {
        String text = new OptionsPage(Main.commandLine(Map.of())).text();
        Files.createDirectories(WRITTEN.getParent());
        Files.writeString(WRITTEN, text);
        assertThat(PAGE)
                .as("the page of options; if what the commands say is right, put app/%s in its place", WRITTEN)
                .hasContent(text);
    }

    /** But for the one whose default is another each time. */
    static Stream<OptionSpec> options() {
        return options(Main.commandLine(Map.of()))
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .filter(option -> !option.longestName().equals("--seed"));
    }

    private static Stream<OptionSpec> options(CommandLine command) {
        return Stream.concat(
                command.getCommandSpec().options().stream(),
                command.getSubcommands().values().stream().flatMap(OptionsPageTest::options));
    }

    @ParameterizedTest
    @MethodSource("options")
    void saysTheDefault(OptionSpec option) {
        Object value = option.initialValue();
        String said = String.join(" ", option.description());
        if (value instanceof Long) {
            String bytes = said.replaceAll(".* Default: (\\w+)\\.$", "$1");
            assertThat(new Converters.StreamBytes().convert(bytes))
                    .as(option.longestName())
                    .isEqualTo(value);
        } else if (value instanceof Integer || value instanceof String || value instanceof Enum) {
            String text = Objects.toString(value).toLowerCase(Locale.ROOT);
            assertThat(said).as(option.longestName()).containsPattern(" Default: " + text + "[.,]");
        }
    }
}
