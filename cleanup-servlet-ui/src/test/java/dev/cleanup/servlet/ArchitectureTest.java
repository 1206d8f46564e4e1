package dev.cleanup.servlet;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.cleanup.servlet");
    private static final Set<String> FORBIDDEN = Set.of(
            "getParameter",
            "getParameterMap",
            "getParameterNames",
            "getParameterValues",
            "getPart",
            "getParts",
            "getReader",
            "getSession",
            "getCookies",
            "addCookie",
            "sendRedirect",
            "sendError");

    @Test
    void sessions_cookies_form_fields_and_redirects_are_not_touched() {
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "a forbidden call",
                        (JavaAccess<?> access) ->
                                FORBIDDEN.contains(access.getTarget().getName())
                                        && access.getTargetOwner().getName().startsWith("jakarta.servlet")))
                .check(OURS);
    }

    @Test
    void the_core_is_used_by_its_public_packages_only() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.sql..",
                        "jakarta..",
                        "org.slf4j",
                        "org.jspecify..",
                        "dev.cleanup",
                        "dev.cleanup.history",
                        "dev.cleanup.servlet..")
                .check(OURS);
    }

    @Test
    void only_what_users_need_is_public() {
        assertThat(OURS.stream()
                        .filter(type -> !type.getPackageName().contains(".internal."))
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrder(
                        "CleanupServlet",
                        "RemoteCleanup",
                        "QueryServlet",
                        "Builder",
                        "Builder",
                        "Builder",
                        "Builder",
                        "Authenticator",
                        "Caller",
                        "Role",
                        "BearerTokens",
                        "SafeQueries",
                        "Builder",
                        "NamedQuery",
                        "Parameter",
                        "ParameterType",
                        "QueryResult",
                        "Column",
                        "QueryException",
                        "Kind",
                        "QueryAuditor");
    }
}
