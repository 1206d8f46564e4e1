package dev.cleanup.servlet.internal.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What anybody may see, because there are no data in it: the page's own files. */
@FunctionalInterface
public interface OpenFiles {

    /** Nothing at all. */
    OpenFiles NONE = (path, request) -> Optional.empty();

    /** The file at this path below the mount point. */
    Optional<Answer> find(String path, HttpServletRequest request);
}
