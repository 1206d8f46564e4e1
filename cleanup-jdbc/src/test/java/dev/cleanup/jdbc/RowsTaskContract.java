package dev.cleanup.jdbc;

import dev.cleanup.testkit.CleanupTaskContract;
import java.util.Set;

/** A task over the rows of one table, held to the contract of every task. */
abstract class RowsTaskContract extends CleanupTaskContract {
    final TestDatabase db;
    private final String table;

    RowsTaskContract(TestDatabase db, String table) {
        this.db = db;
        this.table = table;
    }

    @Override
    protected Set<String> there() {
        return Set.copyOf(db.texts("SELECT id FROM " + table));
    }

    /** Another table refers to the row. */
    @Override
    protected boolean obstruct(String id) {
        db.execute(
                "CREATE TABLE holders (held BIGINT REFERENCES " + table + " (id))",
                "INSERT INTO holders VALUES (" + id + ")");
        return true;
    }
}
