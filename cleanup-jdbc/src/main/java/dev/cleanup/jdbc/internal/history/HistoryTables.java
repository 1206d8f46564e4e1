package dev.cleanup.jdbc.internal.history;

import dev.cleanup.jdbc.internal.sql.Dialect;
import dev.cleanup.jdbc.internal.sql.Sql;
import dev.cleanup.jdbc.internal.sql.Table;
import java.util.Map;

/** The tables of one history, as its database spells them. */
public final class HistoryTables {
    private final Dialect dialect;
    private final Map<String, Table> found;

    HistoryTables(Dialect dialect, Map<String, Table> found) {
        this.dialect = dialect;
        this.found = Map.copyOf(found);
    }

    Dialect dialect() {
        return dialect;
    }

    /** The statement with the tables' names in place of {@code {runs}} and its like. */
    String named(String statement) {
        String text = statement;
        for (Map.Entry<String, Table> table : found.entrySet()) {
            text = text.replace("{" + table.getKey() + "}", table.getValue().sql());
        }
        return text;
    }

    Sql sql(String statement, Object... values) {
        return Sql.of(named(statement), values);
    }
}
