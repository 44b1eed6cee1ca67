package parley.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.License;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the packaged program says that it is made of, compared with what is in it. */
class ComponentsIT {

    private static final String LIST = "META-INF/sbom/parley.cdx.json";

    private JarFile program;
    private Set<String> entries;
    private Bom bom;

    /** A library of the class path: group, artifact and version as its place in the repository says, and what is in it. */
    private record Library(String name, Set<String> entries) {}

    @BeforeEach
    void open() throws Exception {
        program = new JarFile(System.getProperty("parley.jar"));
        entries = entries(program);
        bom = new JsonParser().parse(bytes(LIST));
    }

    @AfterEach
    void close() throws IOException {
        program.close();
    }

    @Test
    void areListedInTheFormOfCycloneDx() throws Exception {
        assertThat(new JsonParser().validate(new String(bytes(LIST), StandardCharsets.UTF_8), Version.VERSION_16))
                .isEmpty();
    }

    @Test
    void areJustTheLibrariesWhoseClassesAreInTheJar() throws Exception {
        Set<String> packed = new TreeSet<>();
        Set<String> theirs = new TreeSet<>();
        for (Library library : libraries()) {
            if (library.entries().stream().anyMatch(entries::contains)) {
                packed.add(library.name());
                theirs.addAll(library.entries());
            }
        }
        assertThat(thirdParties().map(ComponentsIT::name)).containsExactlyInAnyOrderElementsOf(packed);
        assertThat(entries)
                .filteredOn(entry -> entry.endsWith(".class") && !entry.startsWith("parley/"))
                .as("classes of nobody's")
                .isSubsetOf(theirs);
    }

    @Test
    void haveLicencesWhoseTextsAreInTheJar() throws Exception {
        String notice = new String(bytes("META-INF/THIRD-PARTY.txt"), StandardCharsets.UTF_8);
        assertThat(thirdParties().toList()).isNotEmpty().allSatisfy(component -> {
            List<String> ids = licences(component);
            assertThat(ids).as(component.getPurl()).isNotEmpty().doesNotContainNull();
            assertThat(notice).contains(component.getName() + " " + component.getVersion() + " (" + ids.get(0));
            assertThat(Stream.concat(ids.stream(), Stream.of(component.getName()))
                            .map(text -> "META-INF/licenses/" + text + ".txt"))
                    .as(component.getPurl())
                    .anyMatch(entries::contains);
        });
    }

    @Test
    void includeWhatLibrariesBringThatIsNotJava() throws Exception {
        List<String> servers = entries.stream()
                .filter(entry -> entry.startsWith("redis-server-"))
                .toList();
        assertThat(servers).isNotEmpty();
        assertThat(within("embedded-redis"))
                .satisfies(redis -> assertThat(servers).allMatch(file -> file.contains("-" + redis.getVersion() + "-")))
                .satisfies(redis -> assertThat(redis.getCpe()).contains(":" + redis.getVersion() + ":"));
        assertThat(within("sqlite-jdbc").getVersion()).isEqualTo(sqliteVersion());
        assertThat(new String(bytes("META-INF/licenses/embedded-redis.txt"), StandardCharsets.UTF_8))
                .contains("Redis Ltd.", "Redistributions in binary form must reproduce");
    }

    @Test
    void areListedWithoutTimeOrChance() throws Exception {
        assertThat(new String(bytes(LIST), StandardCharsets.UTF_8))
                .contains("\"metadata\"")
                .doesNotContain("\"timestamp\"", "\"serialNumber\"");
    }

    private Stream<Component> thirdParties() {
        return bom.getComponents().stream().filter(component -> !"parley".equals(component.getGroup()));
    }

    private static String name(Component component) {
        String classifier = component.getPurl().contains("classifier=")
                ? "-" + component.getPurl().replaceFirst(".*classifier=([^&]*).*", "$1")
                : "";
        return component.getGroup() + ":" + component.getName() + ":" + component.getVersion() + classifier;
    }

    private static List<String> licences(Component component) {
        return component.getLicenses().getLicenses().stream()
                .map(License::getId)
                .sorted()
                .toList();
    }

    /** The one component in that library. */
    private Component within(String library) {
        List<Component> within = thirdParties()
                .filter(component -> component.getName().equals(library))
                .flatMap(component -> component.getComponents().stream())
                .toList();
        assertThat(within).hasSize(1);
        return within.get(0);
    }

    private static String sqliteVersion() throws SQLException {
        try (Connection memory = DriverManager.getConnection("jdbc:sqlite::memory:");
                ResultSet row = memory.createStatement().executeQuery("SELECT sqlite_version()")) {
            return row.getString(1);
        }
    }

    /** All that Maven gave these tests, theirs included, but for Parley's own modules. */
    private static List<Library> libraries() throws IOException {
        List<Library> libraries = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(element).toAbsolutePath();
            String repository = file.toString().replaceFirst(".*/repository/", "");
            if (element.endsWith(".jar") && !repository.equals(file.toString()) && !repository.startsWith("parley/")) {
                try (JarFile jar = new JarFile(element)) {
                    libraries.add(new Library(coordinates(Path.of(repository)), entries(jar)));
                }
            }
        }
        return libraries;
    }

    /** {@code io/netty/netty-x/4.2/netty-x-4.2-linux.jar} is {@code io.netty:netty-x:4.2-linux}. */
    private static String coordinates(Path place) {
        Path version = requireNonNull(place.getParent());
        Path artifact = requireNonNull(version.getParent());
        String group = requireNonNull(artifact.getParent()).toString().replace('/', '.');
        String name = artifact.getFileName().toString();
        String file = place.getFileName().toString();
        return group + ":" + name + ":" + file.substring(name.length() + 1, file.length() - ".jar".length());
    }

    /** What could be in no other jar: classes, programs and libraries, no directories and nothing about the jar. */
    private static Set<String> entries(JarFile jar) {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .filter(entry -> !entry.endsWith("module-info.class") && !entry.endsWith("package-info.class"))
                .filter(entry -> !entry.startsWith("META-INF/")
                        || entry.startsWith("META-INF/native/")
                        || entry.startsWith("META-INF/licenses/")
                        || entry.endsWith(".class"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private byte[] bytes(String entry) throws IOException {
        return program.getInputStream(requireNonNull(program.getEntry(entry), entry))
                .readAllBytes();
    }
}
