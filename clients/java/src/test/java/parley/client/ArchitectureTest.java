package parley.client;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Who must not know whom in the client.
 *
 * <pre>
 * error &#9664; codec &#9664; session &#9664; client
 * </pre>
 */
@AnalyzeClasses(packages = "parley.client", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule NOTHING_BUT_THE_JDK = classes()
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "javax.net..", "org.jspecify..", "parley.client.."));

    @ArchTest
    static final ArchRule CODEC_KNOWS_NO_CONNECTION = noClasses()
            .that()
            .resideInAPackage("parley.client.codec")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("parley.client", "parley.client.session", "java.net..", "java.io.."));

    @ArchTest
    static final ArchRule SESSION_KNOWS_NO_RECONNECTING = noClasses()
            .that()
            .resideInAPackage("parley.client.session")
            .should()
            .dependOnClassesThat(resideInAnyPackage("parley.client"));

    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("parley.(**)").should().beFreeOfCycles();
}
