package dev.cleanup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

@AnalyzeClasses(packages = "dev.cleanup", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String INTERNAL = "dev.cleanup.internal..";
    private static final Set<String> CLOCKS = Set.of(
            Instant.class.getName(),
            LocalDate.class.getName(),
            LocalDateTime.class.getName(),
            ZonedDateTime.class.getName());

    @ArchTest
    static final ArchRule only_the_remover_calls_remove_batch = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.cleanup.internal.Remover")
            .should()
            .accessTargetWhere(calls(CleanupTask.class, "removeBatch"));

    @ArchTest
    static final ArchRule only_the_list_task_calls_a_resource_remover = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.cleanup.internal.ResourceListTask")
            .should()
            .accessTargetWhere(calls(ResourceRemover.class, "remove"));

    @ArchTest
    static final ArchRule what_surveys_holds_nothing_that_can_remove = noClasses()
            .that()
            .haveFullyQualifiedName("dev.cleanup.internal.Surveyor")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(CleanupTask.class, ResourceRemover.class, BatchRequest.class, BatchResult.class);

    @ArchTest
    static final ArchRule the_public_api_shows_no_internals_in_its_code = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(INTERNAL)
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and(describe(
                    "are public or protected",
                    unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                            || unit.getModifiers().contains(JavaModifier.PROTECTED)))
            .should(showNoInternals());

    @ArchTest
    static final ArchRule the_public_api_shows_no_internals_in_its_fields = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackage(INTERNAL)
            .and()
            .areNotPrivate()
            .should()
            .notHaveRawType(resideInAPackage(INTERNAL));

    @ArchTest
    static final ArchRule nothing_public_extends_an_internal_type =
            noClasses().that().resideOutsideOfPackage(INTERNAL).should().beAssignableTo(resideInAPackage(INTERNAL));

    @ArchTest
    static final ArchRule the_clock_is_passed_in = noClasses()
            .should()
            .callMethodWhere(describe(
                    "asks a clock of its own",
                    call -> (CLOCKS.contains(call.getTargetOwner().getName())
                                    && call.getName().equals("now"))
                            || call.getName().equals("currentTimeMillis")
                            || call.getTargetOwner().getName().equals("java.time.Clock")));

    @ArchTest
    static final ArchRule nothing_is_discovered_or_reflected_on = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke.MethodHandles..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.ServiceLoader.class)
            .orShould()
            .callMethodWhere(describe(
                    "looks a class up by name",
                    call -> call.getName().equals("forName")
                            && call.getTargetOwner().isEquivalentTo(Class.class)));

    @ArchTest
    static final ArchRule the_engine_is_used_inside_of_the_core_only = classes()
            .that()
            .resideInAPackage(INTERNAL)
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                    "dev.cleanup", INTERNAL, "dev.cleanup.retention", "dev.cleanup.history", "dev.cleanup.schedule");

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String method) {
        return describe(
                "calls " + owner.getSimpleName() + "." + method,
                access -> access.getName().equals(method)
                        && access.getTargetOwner().isAssignableTo(owner));
    }

    private static ArchCondition<JavaCodeUnit> showNoInternals() {
        return new ArchCondition<>("show no internal types") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                unit.getAllInvolvedRawTypes().stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(resideInAPackage(INTERNAL))
                        .forEach(type ->
                                events.add(SimpleConditionEvent.violated(unit, unit + " shows " + type.getName())));
            }
        };
    }
}
