package dev.cleanup.jdbc.internal.schema;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.sql.Column;
import java.util.List;
import java.util.Set;

/** Whether a column can refer to another. */
public final class SameType {
    private static final List<Set<String>> COMPARABLE = List.of(
            Set.of("int2", "int4", "int8", "smallserial", "serial", "bigserial"),
            Set.of("SMALLINT", "INTEGER", "BIGINT", "TINYINT"),
            Set.of("varchar", "text"),
            Set.of("CHARACTER VARYING", "CHARACTER LARGE OBJECT"));

    private SameType() {}

    /** Refuses a column that cannot be compared with that of the parent. */
    public static void check(String setting, Column child, Column parent) {
        boolean comparable = child.type().equals(parent.type())
                || COMPARABLE.stream().anyMatch(types -> types.containsAll(List.of(child.type(), parent.type())));
        if (!comparable) {
            throw new ConfigurationException(
                    setting,
                    child.name(),
                    "it is of type " + child.type() + " and cannot be compared with " + parent.name() + " of type "
                            + parent.type() + "; accepted are columns of the same type");
        }
    }
}
