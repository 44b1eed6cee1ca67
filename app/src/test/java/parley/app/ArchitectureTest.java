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

/** Who must not know whom among the modules; they all meet here, so here they are all seen. */
@AnalyzeClasses(packages = "parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

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
    static final ArchRule BRIDGE_KNOWS_ONLY_PROTOCOL = only("parley.bridge..", "parley.bridge..", "parley.protocol..");

    @ArchTest
    static final ArchRule ARCHIVER_KNOWS_ONLY_PROTOCOL =
            only("parley.archiver..", "parley.archiver..", "parley.protocol..");

    @ArchTest
    static final ArchRule EMBEDDED_REDIS_KNOWS_NOTHING = only("parley.redis..", "parley.redis..");

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
