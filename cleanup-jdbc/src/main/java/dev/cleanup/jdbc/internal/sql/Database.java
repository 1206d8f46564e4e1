package dev.cleanup.jdbc.internal.sql;

import javax.sql.DataSource;

/** The application's database: a session for the length of a call, within limits. */
public record Database(DataSource dataSource, Limits limits) {

    /** See {@link Session#reading}. */
    public <T> T reading(Session.Use<T> use) {
        return Session.reading(dataSource, limits, use);
    }

    /** See {@link Session#writing}. */
    public <T> T writing(Session.Use<T> use) {
        return Session.writing(dataSource, limits, use);
    }
}
