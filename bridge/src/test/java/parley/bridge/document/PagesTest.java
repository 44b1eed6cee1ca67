package parley.bridge.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages link to and name is there, and their lines fit into a terminal. */
class PagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path ARCHITECTURE = ROOT.resolve("ARCHITECTURE.md");
    private static final int COLUMNS = 100;

    /** What is no source: built, fetched, or of a tool. */
    private static final Pattern ELSEWHERE = Pattern.compile("target|node_modules|data|\\..+");

    private static final Pattern LINK = Pattern.compile("]\\((?<file>[^)#:]*)(?:#(?<section>[^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern SOURCE = Pattern.compile("[\\w/.-]+/\\w+\\.java");
    /** A class in text: two humps, or one that is looked for among many. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][a-z]+)*)`");
    /** An item of a list, to its end. */
    private static final Pattern BULLET = Pattern.compile("(?m)^- .+(?:\\n  .+)*");
    /** A test's class, and the one of its tests that is meant. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))(?:#(\\w+))?`");

    private static final Pattern ATTACKS = Pattern.compile("attacks?\\s+`[a-z-]+`(?:,\\s+`[a-z-]+`)*");
    private static final Pattern QUOTED = Pattern.compile("`([a-z-]+)`");
    /** A row of the map: a room, then what lives there. */
    private static final Pattern ROOMS =
            Pattern.compile("(?m)^((?:bridge|archiver|app|conformance)(?:\\.[a-z]+)*) {2,}\\S");

    private static final List<Path> FILES = new ArrayList<>();

    @BeforeAll
    static void find() throws IOException {
        FILES.clear();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean elsewhere = !directory.equals(ROOT)
                        && ELSEWHERE.matcher(directory.getFileName().toString()).matches();
                return elsewhere ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                FILES.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static List<Path> pages() throws IOException {
        find();
        return FILES.stream().filter(file -> file.toString().endsWith(".md")).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        for (MatchResult link : all(LINK, Files.readString(page))) {
            Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(sections(target)).contains(link.group(2));
            }
        }
    }

    /** The results of measurements are tables, and written by programs. */
    @ParameterizedTest
    @MethodSource("pages")
    void linesFitIntoATerminal(Path page) throws IOException {
        if (!page.endsWith("RESULTS.md")) {
            assertThat(Files.readString(page).lines())
                    .allSatisfy(line -> assertThat(line.codePointCount(0, line.length()))
                            .as(line)
                            .isLessThanOrEqualTo(COLUMNS));
        }
    }

    @Test
    void sourcesThatAreNamedAreThere() throws IOException {
        for (String page : List.of("ARCHITECTURE.md", "README.md", "CONTRIBUTING.md")) {
            for (MatchResult source : all(SOURCE, Files.readString(ROOT.resolve(page)))) {
                assertThat(ROOT.resolve(source.group())).exists();
            }
        }
    }

    @Test
    void classesThatAreNamedAreThere() throws IOException {
        Set<String> classes = FILES.stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.replace(".java", ""))
                .collect(Collectors.toSet());

        assertThat(all(CLASS, withoutBlocks(ARCHITECTURE)))
                .extracting(name -> name.group(1))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(classes).contains(name));
    }

    @Test
    void eachLineOfTheThreatModelNamesATestThatIsThere() throws IOException {
        String model = Files.readString(ROOT.resolve("SECURITY.md"));
        String held = model.substring(model.indexOf("## "), model.indexOf("## What is not held"));
        List<String> lines = all(BULLET, held).stream().map(MatchResult::group).toList();

        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            assertThat(all(TEST, line)).as(line).isNotEmpty().allSatisfy(PagesTest::isThere);
        }
    }

    private static void isThere(MatchResult test) throws IOException {
        String file = test.group(1) + ".java";
        assertThat(FILES).extracting(path -> path.getFileName().toString()).contains(file);
        if (test.group(2) != null) {
            Path source = FILES.stream()
                    .filter(path -> path.endsWith(file))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(source)).contains(" " + test.group(2) + "(");
        }
    }

    @Test
    void theAttacksThatAreNamedAreThere() throws IOException {
        String kinds = Files.readString(ROOT.resolve("attack/src/main/java/parley/attack/AttackKind.java"));

        assertThat(all(ATTACKS, Files.readString(ROOT.resolve("SECURITY.md"))))
                .isNotEmpty()
                .flatExtracting(attacks -> all(QUOTED, attacks.group()))
                .extracting(attack -> attack.group(1).toUpperCase(Locale.ROOT).replace('-', '_'))
                .allSatisfy(attack -> assertThat(kinds).contains("    " + attack + "("));
    }

    @Test
    void theMapShowsEachRoom() throws IOException {
        Set<String> shown = new HashSet<>();
        for (MatchResult row : all(ROOMS, Files.readString(ARCHITECTURE))) {
            shown.addAll(List.of(row.group(1).split(", ")));
        }

        // Of the rooms' rooms, bridge.chat and app say nothing by themselves but which there are.
        Set<String> there = FILES.stream()
                .filter(file -> file.endsWith("package-info.java"))
                .map(file -> ROOT.relativize(file).toString().replace('/', '.'))
                .filter(name -> name.matches("(bridge|archiver|app|conformance)\\.src\\.main\\..*"))
                .map(name -> name.replaceAll(".*\\.java\\.parley\\.|\\.package-info\\.java", ""))
                .collect(Collectors.toSet());
        there.remove("bridge.chat");
        assertThat(shown).containsExactlyInAnyOrderElementsOf(there);
    }

    /** As the web shows them: a heading's letters, digits and hyphens, in lower case, hyphens for spaces. */
    private static List<String> sections(Path page) throws IOException {
        return all(HEADING, Files.readString(page)).stream()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }

    private static String withoutBlocks(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    private static List<MatchResult> all(Pattern pattern, String text) {
        try (Stream<MatchResult> results = pattern.matcher(text).results()) {
            return results.toList();
        }
    }
}
