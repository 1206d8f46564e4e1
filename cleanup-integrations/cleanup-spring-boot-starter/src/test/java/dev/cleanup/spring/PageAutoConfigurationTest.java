package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.CleanupServlet;
import jakarta.servlet.Filter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.security.core.context.SecurityContextHolder;

/** When the page is there and when it is not. */
@ExtendWith(OutputCaptureExtension.class)
class PageAutoConfigurationTest {
    private static final String PAGE = "cleanupPage";
    private static final String NOT_MOUNTED = "cleanup: the page is not mounted";
    private static final Authenticator NOBODY = request -> Optional.empty();
    private static final AutoConfigurations ALL = AutoConfigurations.of(
            CleanupAutoConfiguration.class, CleanupSecurityAutoConfiguration.class, CleanupPageAutoConfiguration.class);

    private final WebApplicationContextRunner bare = new WebApplicationContextRunner()
            .withConfiguration(ALL)
            .withBean("carts", CleanupTask.class, () -> Tasks.idle("carts"));
    private final WebApplicationContextRunner secured = bare.withBean(
            CleanupSecurityAutoConfiguration.FILTERS, Filter.class, () -> (request, response, chain) -> {});

    @Test
    void it_is_mounted_behind_spring_security(CapturedOutput output) {
        secured.run(context -> {
            assertThat(context.getBean(Authenticator.class)).isInstanceOf(SpringSecurityAuthenticator.class);
            ServletRegistrationBean<?> page = context.getBean(PAGE, ServletRegistrationBean.class);
            assertThat(page.getUrlMappings()).isEqualTo(Set.of("/cleanup/*"));
        });
        assertThat(output.getAll()).doesNotContain(NOT_MOUNTED);
    }

    @Test
    void it_is_mounted_with_an_authenticator_of_ones_own() {
        bare.withBean(Authenticator.class, () -> NOBODY)
                .run(context -> assertThat(context).hasBean(PAGE));
        secured.withBean(Authenticator.class, () -> NOBODY).run(context -> assertThat(context)
                .hasBean(PAGE)
                .getBean(Authenticator.class)
                .isSameAs(NOBODY));
    }

    @Test
    void it_is_never_open_and_one_line_says_so(CapturedOutput output) {
        bare.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PAGE));
        assertThat(output.getAll()).containsOnlyOnce(NOT_MOUNTED);
    }

    @Test
    void it_is_not_mounted_where_spring_security_is_not_there() {
        secured.withClassLoader(new FilteredClassLoader(SecurityContextHolder.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PAGE));
    }

    @Test
    void it_is_not_mounted_when_it_or_the_service_is_switched_off(CapturedOutput output) {
        for (String off : new String[] {"cleanup.page.enabled=false", "cleanup.enabled=false"}) {
            secured.withPropertyValues(off)
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PAGE));
            bare.withPropertyValues(off).run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(output.getAll()).doesNotContain(NOT_MOUNTED);
    }

    @Test
    void it_needs_a_servlet_application() {
        new ApplicationContextRunner()
                .withConfiguration(ALL)
                .withBean("carts", CleanupTask.class, () -> Tasks.idle("carts"))
                .withBean(Authenticator.class, () -> NOBODY)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(CleanupService.class)
                        .doesNotHaveBean(PAGE));
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(ALL)
                .withBean("carts", CleanupTask.class, () -> Tasks.idle("carts"))
                .withBean(Authenticator.class, () -> NOBODY)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(PAGE));
    }

    @Test
    void a_registration_of_ones_own_takes_its_place() {
        secured.withBean("own", OwnRegistration.class, OwnRegistration::new)
                .run(context ->
                        assertThat(context).hasNotFailed().hasBean("own").doesNotHaveBean(PAGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "cleanup", "/cleanup/", "/cleanup/*", "/a//b", "/{id}"})
    void a_path_that_could_take_over_more_than_its_own_is_refused(String path) {
        secured.withPropertyValues("cleanup.page.path=" + path).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith(
                        "cleanup.page.path is '" + path + "': accepted is a path with a slash before it"));
    }

    @Test
    void a_role_without_a_name_is_refused() {
        secured.withPropertyValues("cleanup.page.roles.admin= ").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.page.roles.admin is '"));
    }

    @Test
    void settings_of_the_page_are_checked() {
        secured.withPropertyValues("cleanup.page.environment=").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.page.environment is ''"));
        secured.withPropertyValues("cleanup.page.confirm-above=-1").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("cleanup.page.confirm-above is '-1'"));
    }

    static class OwnRegistration extends ServletRegistrationBean<CleanupServlet> {
        OwnRegistration() {
            setEnabled(false);
        }
    }
}
