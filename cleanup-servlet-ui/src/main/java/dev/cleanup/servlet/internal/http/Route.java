package dev.cleanup.servlet.internal.http;

import dev.cleanup.servlet.Role;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing that can be asked for.
 *
 * @param method GET or POST; a GET route answers HEAD too and never changes anything
 * @param path below the mount point, without a slash at the end, with at most one {@code {id}}; empty is the mount point itself
 * @param parameters the query parameters it takes
 * @param takesBody whether it takes a JSON object as its body
 * @param permission the role that a request needs
 * @param handler does it
 */
public record Route(
        String method,
        String path,
        Set<String> parameters,
        boolean takesBody,
        Function<Call, Role> permission,
        Handler handler) {
    private static final String ID = "{id}";
    private static final Pattern ID_FORM = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,200}");

    /** What stands for {@code {id}} in this path, or an empty text when the route has none; nothing when it is not this route's path. */
    Optional<String> match(String other) {
        int at = path.indexOf(ID);
        if (at < 0) {
            return path.equals(other) ? Optional.of("") : Optional.empty();
        }
        String before = path.substring(0, at);
        String after = path.substring(at + ID.length());
        boolean fits =
                other.length() > before.length() + after.length() && other.startsWith(before) && other.endsWith(after);
        return fits
                ? Optional.of(other.substring(before.length(), other.length() - after.length()))
                        .filter(id -> ID_FORM.matcher(id).matches())
                : Optional.empty();
    }

    boolean answers(String otherMethod) {
        return method.equals(otherMethod) || (method.equals("GET") && otherMethod.equals("HEAD"));
    }

    String allowed() {
        return method.equals("GET") ? "GET, HEAD" : method;
    }
}
