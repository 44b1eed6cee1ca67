package parley.faults;

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

/** Checks that everything that this module compiles lives in the fault matrix's own packages, and that these have an order. */
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
    static final ArchRule ALL_LIVES_IN_THE_FAULT_MATRIX = classes().should().resideInAPackage("parley.faults..");

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule PARLEY_IS_KNOWN_FROM_OUTSIDE_ONLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("parley.bridge..", "parley.archiver..", "parley.app..");
}
