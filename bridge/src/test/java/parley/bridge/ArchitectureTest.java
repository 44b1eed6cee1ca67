package parley.bridge;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who must not know whom in the bridge.
 *
 * <pre>
 * protocol &#9664; limits &#9664; chat.name &#9664; ban &#9664; lobby &#9664; port &#9664; budget &#9664; answer &#9664; session &#9664; command &#9664; bridge
 *                                                     session &#9664; net, admin         &#9664; bridge (the only wiring)
 * chat.port &#9664; redis.connection, lease &#9664; script &#9664; names &#9664; lobby &#9664; peers &#9664; redis &#9664; bridge
 * </pre>
 *
 * {@code net.transport}, sockets and their loops, and {@code net.line}, the telnet filter and the line decoder, are shared by
 * {@code net} and {@code admin} and know neither.
 */
@AnalyzeClasses(packages = "parley.bridge", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String CHAT = "parley.bridge.chat..";

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
    static final ArchRule CHAT_KNOWS_NOTHING_AROUND_IT = only("parley.bridge.chat..", "parley.bridge.chat..");

    /** Each room of the chat knows those before it. */
    @ArchTest
    static final ArchRule THE_ROOMS_OF_THE_CHAT_HAVE_AN_ORDER =
            inOrder("parley.bridge.chat", "name", "ban", "lobby", "port", "budget", "answer", "session", "command");

    @ArchTest
    static final ArchRule TRANSPORT_KNOWS_LIMITS_ONLY =
            only("parley.bridge.net.transport", "parley.bridge.net.transport");

    @ArchTest
    static final ArchRule LINES_KNOW_TRANSPORT_AND_CHAT_ONLY =
            only("parley.bridge.net.line", "parley.bridge.net.line", "parley.bridge.net.transport", CHAT);

    @ArchTest
    static final ArchRule ADMISSION_KNOWS_LINES_ONLY =
            only("parley.bridge.net.admission", "parley.bridge.net.admission", "parley.bridge.net.line");

    @ArchTest
    static final ArchRule PROBES_KNOW_ADMISSION_AND_LINES_ONLY = only(
            "parley.bridge.net.probe",
            "parley.bridge.net.probe",
            "parley.bridge.net.admission",
            "parley.bridge.net.line");

    @ArchTest
    static final ArchRule PROXIES_KNOW_ADMISSION_LINES_AND_CHAT_ONLY = only(
            "parley.bridge.net.proxy",
            "parley.bridge.net.proxy",
            "parley.bridge.net.admission",
            "parley.bridge.net.line",
            CHAT);

    @ArchTest
    static final ArchRule TLS_KNOWS_PROBES_ONLY =
            only("parley.bridge.net.tls", "parley.bridge.net.tls", "parley.bridge.net.probe");

    @ArchTest
    static final ArchRule WEBSOCKETS_KNOW_LINES_ONLY =
            only("parley.bridge.net.websocket", "parley.bridge.net.websocket", "parley.bridge.net.line", CHAT);

    @ArchTest
    static final ArchRule WEB_KNOWS_WEBSOCKETS_AND_ADMISSION = only(
            "parley.bridge.net.web",
            "parley.bridge.net.web",
            "parley.bridge.net.websocket",
            "parley.bridge.net.admission",
            "parley.bridge.net.probe",
            "parley.bridge.net.line");

    @ArchTest
    static final ArchRule NET_KNOWS_CHAT_ONLY = only("parley.bridge.net", "parley.bridge.net..", CHAT);

    @ArchTest
    static final ArchRule ADMIN_KNOWS_CHAT_AND_LINES = only(
            "parley.bridge.admin..",
            "parley.bridge.admin..",
            "parley.bridge.net.line",
            "parley.bridge.net.transport",
            CHAT);

    @ArchTest
    static final ArchRule THE_DOORS_KNOW_NO_COMMAND_OF_PEOPLE = noClasses()
            .that()
            .resideInAnyPackage("parley.bridge.net..", "parley.bridge.admin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("parley.bridge.chat.command");

    @ArchTest
    static final ArchRule REDIS_KNOWS_WHAT_ITS_PORTS_NAME = only(
            "parley.bridge.redis..",
            "parley.bridge.redis..",
            "parley.bridge.chat",
            "parley.bridge.chat.name",
            "parley.bridge.chat.ban",
            "parley.bridge.chat.lobby",
            "parley.bridge.chat.port");

    /** Each room of Redis's side knows those before it; connections and the lease know nothing of each other. */
    @ArchTest
    static final ArchRule THE_ROOMS_OF_REDIS_HAVE_AN_ORDER =
            inOrder("parley.bridge.redis", "connection", "lease", "script", "names", "lobby", "peers");

    @ArchTest
    static final ArchRule THE_LEASE_KNOWS_NO_CONNECTION = noClasses()
            .that()
            .resideInAPackage("parley.bridge.redis.lease")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("parley.bridge.redis.connection");

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
                        .and(resideInAnyPackage("parley.protocol..", "parley.bridge.limits", "parley.redis.endpoint")
                                .negate()))
                .as(where + " should know no package of Parley's but protocol, limits, " + String.join(", ", allowed))
                .allowEmptyShould(true);
    }

    /** Of the rooms of {@code where}, each knows only those named before it; the root may know all, and none knows the root. */
    private static ArchRule inOrder(String where, String... rooms) {
        List<ArchRule> rules = new ArrayList<>();
        for (int at = 0; at < rooms.length; at++) {
            String[] later = Stream.concat(
                            Stream.of(where), Stream.of(rooms).skip(at + 1).map(room -> where + "." + room))
                    .toArray(String[]::new);
            rules.add(noClasses()
                    .that()
                    .resideInAPackage(where + "." + rooms[at])
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later));
        }
        return CompositeArchRule.of(rules);
    }
}
