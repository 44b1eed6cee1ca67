package parley.bridge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who must not know whom in the bridge.
 *
 * <pre>
 * protocol &#9664; chat &#9664; chat.command &#9664; net, admin &#9664; bridge (the only wiring)
 * protocol &#9664; chat &#9664; redis                       &#9664; bridge
 * </pre>
 *
 * {@code net.line}, the telnet filter and the line decoder, is shared by {@code net} and {@code admin} and knows neither.
 */
@AnalyzeClasses(packages = "parley.bridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule CHAT_HAS_NO_SOCKET_AND_NO_STORE = noClasses()
            .that()
            .resideInAPackage("parley.bridge.chat..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.netty..", "io.lettuce..", "reactor..", "java.net..", "java.nio.channels..", "java.sql..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule CHAT_KNOWS_NOTHING_AROUND_IT = only("parley.bridge.chat", "parley.bridge.chat");

    @ArchTest
    static final ArchRule COMMANDS_KNOW_ONLY_CHAT =
            only("parley.bridge.chat.command", "parley.bridge.chat", "parley.bridge.chat.command");

    @ArchTest
    static final ArchRule LINES_KNOW_CHAT_ONLY =
            only("parley.bridge.net.line", "parley.bridge.net.line", "parley.bridge.chat");

    @ArchTest
    static final ArchRule NET_KNOWS_CHAT_AND_ITS_COMMANDS =
            only("parley.bridge.net", "parley.bridge.net..", "parley.bridge.chat", "parley.bridge.chat.command");

    @ArchTest
    static final ArchRule ADMIN_KNOWS_CHAT_ITS_COMMANDS_AND_LINES = only(
            "parley.bridge.admin..",
            "parley.bridge.admin..",
            "parley.bridge.net.line",
            "parley.bridge.chat",
            "parley.bridge.chat.command");

    @ArchTest
    static final ArchRule REDIS_KNOWS_ONLY_CHAT =
            only("parley.bridge.redis..", "parley.bridge.redis..", "parley.bridge.chat");

    @ArchTest
    static final ArchRule NETTY_STAYS_AT_THE_EDGE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "parley.bridge", "parley.bridge.net..", "parley.bridge.admin..", "parley.bridge.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule LETTUCE_STAYS_IN_REDIS = noClasses()
            .that()
            .resideOutsideOfPackages("parley.bridge", "parley.bridge.redis..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.lettuce..", "reactor..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    /** Of all that is Parley's, classes in {@code where} know only {@code allowed} and the protocol. */
    private static ArchRule only(String where, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .dependOnClassesThat(resideInAnyPackage("parley..")
                        .and(resideInAnyPackage(allowed).negate())
                        .and(resideInAnyPackage("parley.protocol..", "parley.bridge.limits")
                                .negate()))
                .as(where + " should know no package of Parley's but protocol, limits, " + String.join(", ", allowed))
                .allowEmptyShould(true);
    }
}
