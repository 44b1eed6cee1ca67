package parley.attack;

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

/** Checks that everything that this module compiles lives in the attacks' own packages, and that these have an order. */
@AnalyzeClasses(locations = ArchitectureTest.OwnClasses.class)
class ArchitectureTest {
    /** Finds what this module compiled, whatever package it is in, and nothing that it only uses. */
    static final class OwnClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Locations.of(
                    Set.of(Main.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule ALL_LIVES_IN_THE_ATTACKS = classes().should().resideInAPackage("parley.attack..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PARLEY_IS_KNOWN_FROM_OUTSIDE_ONLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("parley.bridge..", "parley.archiver..", "parley.app..");

    @ArchTest
    static final ArchRule PEOPLE_AND_TRIALS_KNOW_NO_SINGLE_ATTACK = noClasses()
            .that()
            .resideInAnyPackage(
                    "parley.attack.server", "parley.attack.horde", "parley.attack.people", "parley.attack.trial")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "parley.attack",
                    "parley.attack.command",
                    "parley.attack.door",
                    "parley.attack.memory",
                    "parley.attack.redis",
                    "parley.attack.text",
                    "parley.attack.web");
}
