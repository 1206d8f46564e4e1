package dev.cleanup.spring;

import dev.cleanup.ConfigurationException;
import dev.cleanup.servlet.Authenticator;
import dev.cleanup.servlet.Caller;
import dev.cleanup.servlet.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** Asks Spring Security who it is that sends the request, and finds their roles among their authorities. */
final class SpringSecurityAuthenticator implements Authenticator {
    private static final String ROLE_PREFIX = "ROLE_";

    private final Map<Role, String> names = new EnumMap<>(Role.class);

    SpringSecurityAuthenticator(CleanupProperties.Roles roles) {
        name("viewer", Role.VIEWER, roles.viewer());
        name("operator", Role.OPERATOR, roles.operator());
        name("admin", Role.ADMIN, roles.admin());
    }

    private void name(String property, Role role, String name) {
        if (name.isBlank()) {
            throw new ConfigurationException(
                    "cleanup.page.roles." + property, name, "accepted is the name of a role, such as CLEANUP_" + role);
        }
        names.put(role, name);
    }

    @Override
    public Optional<Caller> authenticate(HttpServletRequest request) {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(Authentication::isAuthenticated)
                .flatMap(this::caller);
    }

    private Optional<Caller> caller(Authentication known) {
        Set<String> authorities = known.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toSet());
        Set<Role> roles = names.keySet().stream()
                .filter(role ->
                        authorities.contains(names.get(role)) || authorities.contains(ROLE_PREFIX + names.get(role)))
                .collect(Collectors.toSet());
        return roles.isEmpty() ? Optional.empty() : Optional.of(new Caller(known.getName(), roles));
    }
}
