package parley.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transcript keeps to the grammar in vectors/README.md and cites a section that its page has. */
class VectorsTest {
    private static final Path VECTORS = Path.of("vectors");
    private static final String QUOTED = "\"(?:[^\"\\\\]|\\\\[rnt0\\\\\"]|\\\\x[0-9a-f]{2})*\"";
    /** Braces are text, unless they hold a word: then it must be a placeholder, for a misspelt one would never be met. */
    private static final String EXPECTED =
            "(?:(?:OK|ERR|BYE|HELP) [^{]*\\{any}" + "|(?:[^{]|\\{time(?::[a-z0-9]+)?}|\\{n}|\\{(?![a-z0-9:]+}))+)";

    private static final Pattern OPTION = Pattern.compile("option [a-z-]+ \\S+");
    private static final Pattern LINE = Pattern.compile(String.join(
            "|",
            "direct > (?:SADD users|SREM users|SUBSCRIBE) \\S+",
            "direct >> PUBLISH \\S+ " + QUOTED,
            "direct < \\S+ " + QUOTED,
            "(?!option |direct )[a-z]+ (?:>(?: .*)?|>> " + QUOTED + "(?: \\* \\d+)?|>\\||<\\*? " + EXPECTED + "|<< "
                    + QUOTED + "|<\\|)"));
    private static final Pattern CITATION = Pattern.compile("# ((?:PROTOCOL|OPERATOR|REDIS)\\.md) §([^:]+): .+");

    static List<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.walk(VECTORS)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void keepsToTheGrammar(Path transcript) throws IOException {
        boolean started = false;
        for (String line : Files.readAllLines(transcript)) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            started |= !OPTION.matcher(line).matches();
            assertThat(line).matches(started ? LINE : OPTION);
        }
        assertThat(started).isTrue();
    }

    @ParameterizedTest
    @MethodSource("transcripts")
    void citesWhatItChecks(Path transcript) throws IOException {
        Matcher citation = CITATION.matcher(Files.readAllLines(transcript).get(0));
        assertThat(citation.matches()).isTrue();
        assertThat(Files.readString(Path.of(citation.group(1)))).containsPattern("(?m)^##+ " + citation.group(2) + "$");
    }
}
