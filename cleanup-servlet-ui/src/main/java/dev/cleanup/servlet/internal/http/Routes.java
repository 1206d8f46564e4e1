package dev.cleanup.servlet.internal.http;

import java.util.List;
import java.util.stream.Collectors;

/** The table of all that can be asked for, with who may ask for it. */
public record Routes(List<Route> table) {

    public Routes {
        table = List.copyOf(table);
    }

    /**
     * The route for this method and path.
     *
     * @throws Problem 404 for an unknown path, 405 for a method that the path does not take
     */
    Route find(String method, String path) {
        List<Route> here =
                table.stream().filter(route -> route.match(path).isPresent()).toList();
        if (here.isEmpty()) {
            throw Problem.notFound("There is nothing at this path.");
        }
        return here.stream()
                .filter(route -> route.answers(method))
                .findFirst()
                .orElseThrow(() -> Problem.methodNotAllowed(
                        here.stream().map(Route::allowed).collect(Collectors.joining(", "))));
    }
}
