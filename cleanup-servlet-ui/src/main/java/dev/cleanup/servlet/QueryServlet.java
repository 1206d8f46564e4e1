package dev.cleanup.servlet;

import dev.cleanup.servlet.internal.api.QueryHandler;
import dev.cleanup.servlet.internal.http.Front;
import dev.cleanup.servlet.internal.http.OpenFiles;
import dev.cleanup.servlet.query.SafeQueries;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Safe database queries on HTTP, wherever the application maps it, such as {@code /admin/query}; where it is not mapped there is nothing. Needs
 * {@link Role#QUERY}, which no other role includes.
 *
 * <table>
 * <caption>Routes at the mount point</caption>
 * <tr><th>request</th><th>answer</th></tr>
 * <tr><td>{@code GET}</td><td>the named queries with their parameters, and whether there is ad-hoc SQL</td></tr>
 * <tr><td>{@code POST {"query": "NAME", "parameters": {"NAME": VALUE}}}</td><td>the rows of a named query</td></tr>
 * <tr><td>{@code POST {"sql": "SELECT …", "parameters": [VALUE]}}</td><td>the rows of ad-hoc SQL; 501 where there is none</td></tr>
 * </table>
 */
public final class QueryServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Front front;

    private QueryServlet(Front front) {
        this.front = front;
    }

    /** Begins to set up a servlet for these queries. */
    public static Builder builder(SafeQueries queries) {
        return new Builder(queries);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        front.serve(request, response);
    }

    /** Sets up a {@link QueryServlet}. Not safe for use by several threads. */
    public static final class Builder {
        private final SafeQueries queries;
        private final AccessSettings access = new AccessSettings();

        private Builder(SafeQueries queries) {
            this.queries = queries;
        }

        /** Who is let in; required, and there is no default. */
        public Builder authenticator(Authenticator who) {
            access.authenticator(who);
            return this;
        }

        /**
         * The servlet, to be mapped by the application.
         *
         * @throws dev.cleanup.ConfigurationException when there is no authenticator
         */
        public QueryServlet build() {
            QueryHandler handler = new QueryHandler(queries);
            return new QueryServlet(new Front(access.authenticator(), OpenFiles.NONE, handler.routes(), false));
        }
    }
}
