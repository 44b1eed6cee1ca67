package parley.harness;

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
import parley.harness.load.Loop;

/** Checks that everything that this module compiles lives in the harness's own packages, and that these have an order. */
@AnalyzeClasses(locations = ArchitectureTest.OwnClasses.class)
class ArchitectureTest {
    /** Finds what this module compiled, whatever package it is in, and nothing that it only uses. */
    static final class OwnClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> test) {
            return Locations.of(
                    Set.of(Loop.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    @ArchTest
    static final ArchRule ALL_LIVES_IN_THE_HARNESS = classes().should().resideInAPackage("parley.harness..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOTHING_OF_PARLEY_IS_KNOWN = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("parley.protocol..", "parley.bridge..", "parley.archiver..", "parley.app..");
}
