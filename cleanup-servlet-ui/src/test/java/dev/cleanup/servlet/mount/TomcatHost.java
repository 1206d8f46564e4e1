package dev.cleanup.servlet.mount;

import jakarta.servlet.http.HttpServlet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.authenticator.BasicAuthenticator;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/** Tomcat, as an application embeds it. */
final class TomcatHost implements Host {
    /** Held here, since the logging system may forget their levels otherwise. */
    private static final Logger LOG = Logger.getLogger("org.apache");
    /** Takes a service that outlives the server, as it does in these tests, for a leak. */
    private static final Logger LEAKS = Logger.getLogger("org.apache.catalina.loader");

    static {
        LOG.setLevel(Level.WARNING);
        LEAKS.setLevel(Level.SEVERE);
    }

    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    private TomcatHost(String contextPath) {
        tomcat.setBaseDir("target/tomcat");
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // Tomcat calls the root's context path the empty text.
        context = tomcat.addContext(contextPath, null);
    }

    private TomcatHost start() {
        try {
            tomcat.start();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
        return this;
    }

    static Host with(HttpServlet servlet) {
        TomcatHost host = new TomcatHost("/app");
        Context context = host.context;
        Tomcat.addServlet(context, "cleanup", servlet).addMapping("/cleanup/*");
        return host.start();
    }

    static Host at(Place place, HttpServlet servlet) {
        TomcatHost host = new TomcatHost(place.context());
        Wrapper wrapper = Tomcat.addServlet(host.context, "cleanup", servlet);
        place.mappings().forEach(wrapper::addMapping);
        return host.start();
    }

    static Host listening() {
        TomcatHost host = new TomcatHost("/app");
        host.context.addApplicationListener(CleanupMount.class.getName());
        return host.start();
    }

    /** With one user, whom Tomcat itself asks for the password. */
    static Host withUser(String user, String password, String role, HttpServlet servlet) {
        TomcatHost host = new TomcatHost("");
        host.tomcat.addUser(user, password);
        host.tomcat.addRole(user, role);
        SecurityConstraint anyUser = new SecurityConstraint();
        anyUser.addAuthRole(SecurityConstraint.ROLE_ALL_AUTHENTICATED_USERS);
        SecurityCollection everything = new SecurityCollection();
        everything.addPattern("/*");
        anyUser.addCollection(everything);
        host.context.addConstraint(anyUser);
        host.context.setLoginConfig(new LoginConfig("BASIC", "operators", null, null));
        host.context.getPipeline().addValve(new BasicAuthenticator());
        Tomcat.addServlet(host.context, "cleanup", servlet).addMapping("/cleanup/*");
        return host.start();
    }

    @Override
    public String version() {
        return ServerInfo.getServerNumber();
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public long sessions() {
        return context.getManager().getSessionCounter();
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
