package dev.cleanup.jdbc.internal.sql;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How ids that come as text from outside are compared with a column: by the equality of the column's own type, so that an id is also found when
 * it is written in another way than the database writes it.
 *
 * @param form what the column holds
 * @param sql the type that the ids are compared as
 */
public record IdType(Form form, String sql) {
    private static final Pattern UUID = Pattern.compile("(?i)(?:urn:uuid:)?\\{?([0-9a-f-]{32,40})}?");
    private static final Pattern UUID_GROUPS = Pattern.compile("(.{8})(.{4})(.{4})(.{4})(.{12})");

    /** What the column holds. */
    public enum Form {
        WHOLE_NUMBER,
        UUID,
        /** One of some words; there are only so many rows, so they are compared as text. */
        ENUMERATION,
        /** Text or NUMERIC, which the database reads itself. */
        AS_IS
    }

    /** The column as it is compared. */
    public String compared(Column column) {
        return form == Form.ENUMERATION ? KeyColumns.text(column) : column.sql();
    }

    /** The text that the database is asked about; empty when there is certainly no such value. */
    public Optional<String> read(String id) {
        return switch (form) {
            case WHOLE_NUMBER -> WholeNumber.read(id).map(String::valueOf);
            case UUID -> uuid(id);
            case ENUMERATION, AS_IS -> Optional.of(id);
        };
    }

    private static Optional<String> uuid(String id) {
        Matcher matcher = UUID.matcher(id.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Matcher groups = UUID_GROUPS.matcher(matcher.group(1).replace("-", "").toLowerCase(Locale.ROOT));
        return groups.matches() ? Optional.of(groups.replaceFirst("$1-$2-$3-$4-$5")) : Optional.empty();
    }
}
