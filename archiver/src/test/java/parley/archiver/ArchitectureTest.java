package parley.archiver;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who must not know whom in the archiver.
 *
 * <pre>
 * protocol &#9664; stream, words &#9664; store &#9664; query &#9664; search &#9664; archiver (the only wiring)
 * </pre>
 */
@AnalyzeClasses(packages = "parley.archiver", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule STREAM_KNOWS_ONLY_THE_PROTOCOL =
            only("parley.archiver.stream", "parley.archiver.stream", "parley.redis.endpoint");

    @ArchTest
    static final ArchRule STORE_KNOWS_WHAT_THE_STREAM_BRINGS =
            only("parley.archiver.store", "parley.archiver.store", "parley.archiver.stream", "parley.archiver.words");

    @ArchTest
    static final ArchRule WORDS_KNOW_NOBODY = only("parley.archiver.words", "parley.archiver.words");

    @ArchTest
    static final ArchRule QUERY_KNOWS_THE_STORE = only(
            "parley.archiver.query",
            "parley.archiver.query",
            "parley.archiver.store",
            "parley.archiver.stream",
            "parley.archiver.words");

    @ArchTest
    static final ArchRule SEARCH_KNOWS_THE_QUERIES = only(
            "parley.archiver.search",
            "parley.archiver.search",
            "parley.archiver.query",
            "parley.archiver.store",
            "parley.archiver.words");

    @ArchTest
    static final ArchRule LETTUCE_IS_FOR_THE_STREAM = noClasses()
            .that()
            .resideInAnyPackage(
                    "parley.archiver.words", "parley.archiver.store", "parley.archiver.query", "parley.archiver.search")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "io.netty..", "reactor..");

    @ArchTest
    static final ArchRule THE_POOL_IS_FOR_QUESTIONS = noClasses()
            .that()
            .resideOutsideOfPackage("parley.archiver.query")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.zaxxer..");

    @ArchTest
    static final ArchRule THE_STREAM_STORES_NOTHING = noClasses()
            .that()
            .resideInAPackage("parley.archiver.stream")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..", "java.nio.file..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles();

    /** Of all that is Parley's, classes in {@code where} know only {@code allowed} and the protocol. */
    private static ArchRule only(String where, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .dependOnClassesThat(resideInAnyPackage("parley..")
                        .and(resideInAnyPackage(allowed).negate())
                        .and(resideInAnyPackage("parley.protocol..").negate()))
                .as(where + " should know no package of Parley's but protocol, " + String.join(", ", allowed));
    }
}
