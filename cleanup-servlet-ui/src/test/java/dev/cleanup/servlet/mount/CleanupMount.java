package dev.cleanup.servlet.mount;

import static dev.cleanup.retention.RetentionPolicy.keepFor;

import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.Removal;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.CleanupServlet;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Instant;
import java.util.List;

/** An application that knows its container by the servlet API only. */
@WebListener
public final class CleanupMount implements ServletContextListener {
    private final CleanupService cleanup = CleanupService.builder()
            .task(CleanupTask.ofResources(
                    "uploads",
                    () -> List.of(Resource.of("upload", Instant.EPOCH)),
                    keepFor("7d"),
                    upload -> Removal.removed()))
            .build();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        CleanupServlet servlet = CleanupServlet.builder(cleanup)
                .authenticator(MountContract.TOKENS)
                .build();
        event.getServletContext().addServlet("cleanup", servlet).addMapping("/cleanup/*", "/api/cleanup/*");
        cleanup.start();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        cleanup.close();
    }
}
