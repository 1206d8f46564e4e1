package dev.cleanup.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.Role;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;

class SpringSecurityAuthenticatorTest {
    private final SpringSecurityAuthenticator authenticator =
            new SpringSecurityAuthenticator(new CleanupProperties.Roles("looks", "SCOPE_tries", "removes"));

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void an_authority_is_a_role_with_or_without_its_prefix() {
        assertThat(caller(known("ROLE_looks"))).contains(new Caller("ann", Role.VIEWER));
        assertThat(caller(known("SCOPE_tries"))).contains(new Caller("ann", Role.OPERATOR));
        assertThat(caller(known("other", "removes", "looks"))).contains(new Caller("ann", Role.ADMIN, Role.VIEWER));
    }

    @Test
    void nobody_is_let_in_without_a_role_or_a_proof() {
        Authentication unproven = known("removes");
        unproven.setAuthenticated(false);
        assertThat(caller(null)).isEmpty();
        assertThat(caller(known("ROLE_USER"))).isEmpty();
        assertThat(caller(known("ROLE_LOOKS"))).isEmpty();
        assertThat(caller(unproven)).isEmpty();
        assertThat(caller(new AnonymousAuthenticationToken(
                        "key", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"))))
                .isEmpty();
    }

    private Optional<Caller> caller(Authentication known) {
        SecurityContextHolder.getContext().setAuthentication(known);
        // The request itself is not looked at.
        return authenticator.authenticate(null);
    }

    private static Authentication known(String... authorities) {
        return UsernamePasswordAuthenticationToken.authenticated(
                "ann", "", AuthorityUtils.createAuthorityList(authorities));
    }
}
