package parley.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who must not know whom among the modules, for they all meet here, and in the executable itself.
 *
 * <pre>
 * options, connection, json, terminal &#9664; admin &#9664; service &#9664; app (Main)
 * options, connection, terminal &#9664; chat            &#9664; app
 * http                &#9664; service
 * options, json       &#9664; archive         &#9664; app
 * options             &#9664; conform, config &#9664; app
 * options             &#9664; log &#9664; service   &#9664; app
 * </pre>
 */
@AnalyzeClasses(packages = "parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String OPTIONS = "parley.app.options";
    private static final String ENDPOINT = "parley.redis.endpoint";
    private static final String CONNECTION = "parley.app.connection";
    private static final String JSON = "parley.app.json";
    private static final String TERMINAL = "parley.app.terminal";

    @ArchTest
    static final ArchRule PROTOCOL_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage("parley.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("parley.protocol..", "java..", "org.jspecify..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule PROTOCOL_DOES_NO_IO = noClasses()
            .that()
            .resideInAPackage("parley.protocol..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..", "java.sql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule BRIDGE_KNOWS_ONLY_PROTOCOL =
            only("parley.bridge..", "parley.bridge..", "parley.protocol..", ENDPOINT);

    @ArchTest
    static final ArchRule ARCHIVER_KNOWS_ONLY_PROTOCOL =
            only("parley.archiver..", "parley.archiver..", "parley.protocol..", ENDPOINT);

    @ArchTest
    static final ArchRule EMBEDDED_REDIS_KNOWS_NOTHING = only("parley.redis.embedded..", "parley.redis.embedded..");

    @ArchTest
    static final ArchRule AN_ENDPOINT_KNOWS_ONLY_PROTOCOL = only(ENDPOINT, ENDPOINT, "parley.protocol");

    @ArchTest
    static final ArchRule OPTIONS_KNOW_NO_PART = only(OPTIONS, OPTIONS, ENDPOINT);

    @ArchTest
    static final ArchRule JSON_KNOWS_NOTHING = only(JSON, JSON);

    @ArchTest
    static final ArchRule A_CONNECTION_KNOWS_NOTHING = only(CONNECTION, CONNECTION);

    @ArchTest
    static final ArchRule A_TERMINAL_KNOWS_NOTHING = only(TERMINAL, TERMINAL);

    @ArchTest
    static final ArchRule HTTP_KNOWS_NOTHING = only("parley.app.http", "parley.app.http");

    @ArchTest
    static final ArchRule THE_LOG_KNOWS_NOT_WHAT_IS_LOGGED =
            only("parley.app.log", "parley.app.log", OPTIONS, "parley.protocol.metric");

    @ArchTest
    static final ArchRule ADMIN_KNOWS_THE_BRIDGE = only(
            "parley.app.admin",
            "parley.app.admin",
            OPTIONS,
            CONNECTION,
            JSON,
            TERMINAL,
            "parley.bridge",
            "parley.protocol");

    @ArchTest
    static final ArchRule CHAT_KNOWS_ONLY_THE_PROTOCOL =
            only("parley.app.chat", "parley.app.chat", OPTIONS, CONNECTION, TERMINAL, "parley.protocol");

    @ArchTest
    static final ArchRule ARCHIVE_KNOWS_THE_ARCHIVES_ROOMS =
            only("parley.app.archive", "parley.app.archive", OPTIONS, JSON, "parley.archiver..", "parley.protocol");

    @ArchTest
    static final ArchRule THE_KIT_KNOWS_ONLY_PROTOCOL =
            only("parley.conformance..", "parley.conformance..", "parley.protocol..");

    @ArchTest
    static final ArchRule CONFORM_KNOWS_ONLY_THE_KIT =
            only("parley.app.conform", "parley.app.conform", OPTIONS, "parley.conformance..");

    @ArchTest
    static final ArchRule CONFIG_KNOWS_ONLY_OPTIONS = only("parley.app.config", "parley.app.config", OPTIONS);

    @ArchTest
    static final ArchRule THE_DOCTOR_IS_KNOWN_TO_MAIN_ALONE = noClasses()
            .that()
            .resideOutsideOfPackages("parley.app", "parley.app.doctor")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("parley.app.doctor");

    @ArchTest
    static final ArchRule SERVICE_KNOWS_NO_OTHER_COMMAND = noClasses()
            .that()
            .resideInAPackage("parley.app.service")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.app", "parley.app.archive", "parley.app.chat", "parley.app.conform", "parley.app.doctor");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    /** Of all that is Parley's, classes in {@code where} know only {@code allowed}. */
    private static ArchRule only(String where, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .dependOnClassesThat(resideInAPackage("parley..").and(not(resideInAnyPackage(allowed))))
                .as(where + " should know no package of Parley's but " + String.join(", ", allowed))
                .allowEmptyShould(true);
    }
}
