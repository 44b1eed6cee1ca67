package parley.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import parley.conformance.suite.Case;

/**
 * Who must not know whom in the kit.
 *
 * <pre>
 * suite &#9664; report
 * suite &#9664; transcript &#9664; server
 * suite, lobby &#9664; bot
 * </pre>
 */
@AnalyzeClasses(locations = ArchitectureTest.OwnClasses.class)
class ArchitectureTest {
    /** Finds what this module compiled, whatever package it is in, and nothing that it only uses. */
    static final class OwnClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Locations.of(
                    Set.of(Case.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule ALL_LIVES_IN_THE_KIT = classes().should().resideInAPackage("parley.conformance..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule OF_PARLEY_ONLY_THE_PROTOCOL_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("parley.bridge..", "parley.archiver..", "parley.app..");

    @ArchTest
    static final ArchRule SUITE_KNOWS_NOTHING = only("parley.conformance.suite", "parley.conformance.suite");

    @ArchTest
    static final ArchRule THE_LOBBY_KNOWS_NO_CASE =
            only("parley.conformance.lobby", "parley.conformance.lobby", "parley.protocol");

    @ArchTest
    static final ArchRule REPORTS_KNOW_ONLY_RESULTS =
            only("parley.conformance.report", "parley.conformance.report", "parley.conformance.suite");

    @ArchTest
    static final ArchRule BOTS_KNOW_NO_SERVER = only(
            "parley.conformance.bot",
            "parley.conformance.bot",
            "parley.conformance.lobby",
            "parley.conformance.suite",
            "parley.protocol");

    @ArchTest
    static final ArchRule TRANSCRIPTS_KNOW_NO_SERVER =
            only("parley.conformance.transcript", "parley.conformance.transcript", "parley.conformance.suite");

    @ArchTest
    static final ArchRule SERVERS_KNOW_NO_BOT = only(
            "parley.conformance.server",
            "parley.conformance.server",
            "parley.conformance.transcript",
            "parley.conformance.suite");

    @ArchTest
    static final ArchRule REDIS_IS_BEHIND_ONE_CLASS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("parley.conformance.server.DirectClient")
            .and()
            .haveNameNotMatching(".*DirectClient\\$.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.lettuce..");

    /** Of all that is Parley's, classes in {@code where} know only {@code allowed}. */
    private static ArchRule only(String where, String... allowed) {
        String[] others = Set.of(
                        "parley.conformance.suite",
                        "parley.conformance.report",
                        "parley.conformance.lobby",
                        "parley.conformance.bot",
                        "parley.conformance.transcript",
                        "parley.conformance.server",
                        "parley.protocol")
                .stream()
                .filter(each -> !Set.of(allowed).contains(each))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(where)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }
}
