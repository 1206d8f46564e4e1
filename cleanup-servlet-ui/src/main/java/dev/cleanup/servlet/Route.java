package dev.cleanup.servlet;

import java.util.Set;
import java.util.function.Function;

/**
 * One thing that can be asked for.
 *
 * @param method GET or POST; a GET route answers HEAD too and never changes anything
 * @param path below the mount point, without a slash at the end; empty is the mount point itself
 * @param parameters the query parameters it takes
 * @param permission the role that a request with these parameters needs
 * @param handler does it
 */
record Route(
        String method,
        String path,
        Set<String> parameters,
        Function<Query, Role> permission,
        Function<Call, Answer> handler) {

    boolean answers(String otherMethod) {
        return method.equals(otherMethod) || (method.equals("GET") && otherMethod.equals("HEAD"));
    }

    String allowed() {
        return method.equals("GET") ? "GET, HEAD" : method;
    }
}
