package dev.cleanup.spring;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** Bots and their results: of three bots one is due, of two results one is an orphan. */
final class Rows {
    private Rows() {}

    /** A database of its own, in memory. */
    static DataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        execute(database, "RUNSCRIPT FROM 'classpath:bots.sql'");
        return database;
    }

    static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The ids that are there, in order. */
    static List<Integer> ids(DataSource database, String table) {
        List<Integer> ids = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM " + table + " ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return ids;
    }
}
