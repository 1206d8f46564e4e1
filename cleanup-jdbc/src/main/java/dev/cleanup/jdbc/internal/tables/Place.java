package dev.cleanup.jdbc.internal.tables;

import dev.cleanup.ConfigurationException;
import dev.cleanup.jdbc.internal.schema.TableName;
import java.util.Optional;

/**
 * Where tables of ours are.
 *
 * @param schema empty for the connection's current one
 * @param prefix what their names begin with
 */
public record Place(Optional<String> schema, String prefix) {
    /** What the DDL files put before each table's name. */
    public static final String DEFAULT_PREFIX = "cleanup_";

    /** Where they are when nothing else is said. */
    public static final Place DEFAULT = new Place(Optional.empty(), DEFAULT_PREFIX);

    private static final String PREFIX_FORM = "[A-Za-z][A-Za-z0-9_]{0,31}";

    public Place {
        if (!prefix.matches(PREFIX_FORM)) {
            throw new ConfigurationException(
                    "tablePrefix", prefix, "accepted are 1 to 32 letters, digits and underscores, a letter first");
        }
    }

    /** The same in another schema. */
    public Place in(String other) {
        return new Place(Optional.of(other), prefix);
    }

    /** The same with another prefix. */
    public Place with(String other) {
        return new Place(schema, other);
    }

    TableName name(OwnTable table) {
        return new TableName(schema, prefix + table.name());
    }
}
