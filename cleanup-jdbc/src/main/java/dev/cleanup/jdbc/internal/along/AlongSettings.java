package dev.cleanup.jdbc.internal.along;

import dev.cleanup.jdbc.internal.schema.TableName;
import java.util.List;

/**
 * What a user wants done with the rows that go, before it is compared with the database.
 *
 * @param dependents the tables whose rows go before them
 */
public record AlongSettings(List<DependentSettings> dependents) {

    /**
     * A table whose rows go before those that they refer to.
     *
     * @param table the table
     * @param column the column that refers
     */
    public record DependentSettings(TableName table, String column) {}
}
