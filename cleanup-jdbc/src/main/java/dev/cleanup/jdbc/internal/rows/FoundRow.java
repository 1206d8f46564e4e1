package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.CleanupException;
import dev.cleanup.Finding;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row that may go by SQL, judged once more in memory; from there comes the reason in words. */
record FoundRow(Rows rows, Instant asOf) {
    private static final Pattern EVENT = Pattern.compile("(?:.*_)?([a-z]+ed)_(?:at|on|date|time)");

    /** The finding; none when the id is too long to be listed. */
    List<Finding> finding(ResultSet row) throws SQLException {
        String id = KeyText.encode(Statements.key(row, rows.key().size()));
        if (id.length() > Finding.MAX_ID_LENGTH) {
            return List.of();
        }
        int next = rows.key().size() + 1;
        Instant since = rows.time().read(row, next++);
        String label = rows.label().isPresent() ? row.getString(next++) : id;
        Map<String, String> tags = tags(row, next);
        Resource resource = new Resource(id, label == null ? id : label, Optional.of(since), event(), tags);
        return List.of(new Finding(id, resource.label(), resource.since(), tags, reason(resource)));
    }

    private Map<String, String> tags(ResultSet row, int first) throws SQLException {
        Map<String, String> tags = new HashMap<>();
        int index = first;
        for (Map.Entry<String, Column> tag : rows.tags().entrySet()) {
            Optional<String> text = Optional.ofNullable(row.getString(index++));
            PolicySql.tagValue(tag.getValue(), text).ifPresent(value -> tags.put(tag.getKey(), value));
        }
        return tags;
    }

    /** What happened, from the name of the column: "deleted" from deleted_at. */
    private String event() {
        Matcher name = EVENT.matcher(rows.time().column().name().toLowerCase(Locale.ROOT));
        return name.matches() ? name.group(1) : "";
    }

    private String reason(Resource resource) {
        Verdict verdict = rows.policy().evaluate(List.of(resource), asOf).get(0);
        if (verdict.kept()) {
            throw new CleanupException("row " + resource.id() + " may go by SQL and stays in memory: "
                    + verdict.reason() + "; the survey cannot be trusted");
        }
        return rows.reference()
                .map(reference -> reference.child().name() + " has no row in "
                        + reference.parent().name() + "."
                        + reference.parentColumn().name() + "; " + verdict.reason())
                .orElseGet(verdict::reason);
    }
}
