package parley.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.app.options.Converters;
import parley.protocol.RedisRights;
import picocli.CommandLine.Model.OptionSpec;

/** What the operator's page shows of options is what the commands take. */
class OperatorPageTest {
    private static final Path PAGE = Path.of("..", "protocol", "OPERATOR.md");
    private static final Pattern ACL = Pattern.compile("(?s)```acl\n(.*?)\n```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(--[a-z-]+)` \\| ([^|]*) \\|");

    @Test
    void showsOptionsThatThereAre() throws IOException {
        assertThat(options("up")).containsAll(shown().keySet());
        assertThat(shown()).isNotEmpty();
        assertThat(options("doctor"))
                .containsExactlyInAnyOrder(
                        "--redis",
                        "--redis-ca",
                        "--redis-cert",
                        "--redis-key",
                        "--redis-password-file",
                        "--data",
                        "--config");
    }

    @Test
    void showsTheirDefaults() throws IOException {
        Map<String, String> shown = shown();

        for (OptionSpec option : command("up")) {
            Object value = shown.containsKey(option.longestName()) ? option.initialValue() : null;
            if (value instanceof Integer || value instanceof String || value instanceof Enum) {
                assertThat(shown.get(option.longestName()))
                        .as(option.longestName())
                        .startsWith(value.toString().toLowerCase(Locale.ROOT));
            } else if (value instanceof Long) {
                String bytes = Objects.requireNonNull(shown.get(option.longestName()));
                assertThat(new Converters.StreamBytes().convert(bytes))
                        .as(option.longestName())
                        .isEqualTo(value);
            }
        }
    }

    @Test
    void showsTheRightsOnRedis() throws IOException {
        assertThat(rights(PAGE))
                .containsExactly(
                        "user parley-bridge on >PASSWORD " + RedisRights.BRIDGE.rules(),
                        "user parley-archiver on >PASSWORD " + RedisRights.ARCHIVER.rules());
        assertThat(rights(PAGE.resolveSibling("REDIS.md")))
                .containsExactly("user default on nopass " + RedisRights.DIRECT_CLIENT.rules());
    }

    /** Redis's lines, each of which the page shows in several. */
    private static List<String> rights(Path page) throws IOException {
        Matcher block = ACL.matcher(Files.readString(page));
        assertThat(block.find()).isTrue();
        return block.group(1).replaceAll("\n +", " ").lines().toList();
    }

    private static Map<String, String> shown() throws IOException {
        String table = Files.readString(PAGE).split("<!-- /?options -->")[1];
        Map<String, String> defaults = new LinkedHashMap<>();
        Matcher row = ROW.matcher(table);
        while (row.find()) {
            defaults.put(row.group(1), row.group(2));
        }
        return defaults;
    }

    private static Set<String> options(String command) {
        Set<String> names = new TreeSet<>();
        command(command).forEach(option -> names.add(option.longestName()));
        names.remove("--help");
        return names;
    }

    private static List<OptionSpec> command(String name) {
        return Objects.requireNonNull(
                        Main.commandLine(Map.of()).getSubcommands().get(name))
                .getCommandSpec()
                .options();
    }
}
