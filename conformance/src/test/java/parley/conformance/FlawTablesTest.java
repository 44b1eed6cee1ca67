package parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.conformance.reference.Flaw;
import parley.conformance.server.ServerFlaw;

/** The kit's page lists each bot and each server of its tests that gets something wrong, with the cases that find it. */
class FlawTablesTest {
    private static final Path PAGE = Path.of("README.md");

    /** What isn't written in small letters. */
    private static final Pattern ABBREVIATIONS = Pattern.compile("\\b(cr|lf|nul)\\b");

    @Test
    void listsBots() throws IOException {
        assertThat(Files.readString(PAGE)).contains(table("flawed bots", Flaw.values(), Flaw::cases));
    }

    @Test
    void listsServers() throws IOException {
        assertThat(Files.readString(PAGE)).contains(table("flawed servers", ServerFlaw.values(), ServerFlaw::cases));
    }

    private static <E extends Enum<E>> String table(String name, E[] flaws, Function<E, List<String>> cases) {
        return Arrays.stream(flaws)
                .map(flaw -> "| " + words(flaw) + " | `" + String.join("` `", cases.apply(flaw)) + "` |\n")
                .collect(Collectors.joining(
                        "", "<!-- " + name + " -->\n| it … | found by |\n| --- | --- |\n", "<!-- /" + name + " -->\n"));
    }

    private static String words(Enum<?> flaw) {
        String words = flaw.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return ABBREVIATIONS.matcher(words).replaceAll(found -> found.group().toUpperCase(Locale.ROOT));
    }
}
