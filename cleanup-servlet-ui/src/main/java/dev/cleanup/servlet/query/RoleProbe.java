package dev.cleanup.servlet.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks at a database and the role that a data source logs in with, and names everything that makes them unfit for ad-hoc SQL. */
final class RoleProbe {
    /** The time for all checks; a catalog of many thousand tables needs some. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    static final String SUPPORTED = "ad-hoc SQL needs PostgreSQL 14 or newer";

    /** As many findings of a kind show what is wrong. */
    private static final int MAX_FINDINGS = 20;

    private static final int OLDEST_VERSION = 140_000;

    private RoleProbe() {}

    /** Whether this is a PostgreSQL that the protection was tested with; what only speaks its language has other functions and other holes. */
    static boolean isSupported(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")
                && texts(connection, "SELECT version()").get(0).matches("(?s)PostgreSQL (?!.*-YB-).*")
                && version(connection) >= OLDEST_VERSION;
    }

    /** What must be changed before ad-hoc SQL is safe; empty when nothing. */
    static List<String> findings(Lease lease, DataSource dataSource) throws SQLException {
        Connection connection = lease.open(dataSource);
        try {
            connection.setAutoCommit(false);
            if (!isSupported(connection)) {
                throw QueryException.unsupported(SUPPORTED);
            }
            connection.rollback();
            AdHocTransaction.begin(connection, lease.remaining());
            return findings(connection);
        } finally {
            lease.destroy();
        }
    }

    private static List<String> findings(Connection connection) throws SQLException {
        // So that nothing in another schema can pass for a part of the catalog.
        texts(connection, "SELECT set_config('search_path', 'pg_catalog', true)");
        List<String> findings = new ArrayList<>(protocol(connection));
        List<String> superuser = texts(connection, RoleChecks.query(RoleChecks.SUPERUSER));
        if (!superuser.isEmpty()) {
            // It may do everything, which would be a long list.
            findings.addAll(superuser);
            return findings;
        }
        for (String check : RoleChecks.of(version(connection))) {
            findings.addAll(texts(connection, RoleChecks.query(check)));
        }
        return findings;
    }

    /** In its simple mode the driver writes values into the text, and executes a text that it should only describe. */
    private static List<String> protocol(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT current_query(), ?::int")) {
            statement.setInt(1, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                boolean simple = !row.getString(1).contains("$1");
                return simple
                        ? List.of("the driver's preferQueryMode is simple; take it out of its properties")
                        : List.of();
            }
        }
    }

    private static int version(Connection connection) throws SQLException {
        return Integer.parseInt(texts(connection, "SELECT current_setting('server_version_num')")
                .get(0));
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (row.next() && texts.size() < MAX_FINDINGS) {
                texts.add(row.getString(1));
            }
            if (texts.size() == MAX_FINDINGS && row.next()) {
                texts.add("… and more of this kind");
            }
            return texts;
        }
    }
}
