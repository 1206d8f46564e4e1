package dev.cleanup.jdbc.internal.rows;

import dev.cleanup.CleanupException;
import dev.cleanup.Finding;
import dev.cleanup.jdbc.internal.rows.Rows.Reference;
import dev.cleanup.jdbc.internal.sql.Column;
import dev.cleanup.jdbc.internal.sql.KeyColumns;
import dev.cleanup.jdbc.internal.sql.Statements;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows that may go by SQL, judged once more in memory; from there come the reasons in words. */
record FoundRows(Rows rows, Instant asOf) {
    private static final Pattern EVENT = Pattern.compile("(?:.*_)?([a-z]+ed)_(?:at|on|date|time)");

    /** What {@link #read} reads: the key, the time, the label if there is one, the tags. */
    String columns() {
        List<String> columns = new ArrayList<>();
        columns.add(KeyColumns.text(rows.key()));
        columns.add(rows.time().column().sql());
        rows.label().map(KeyColumns::text).ifPresent(columns::add);
        rows.tags().values().stream().map(KeyColumns::text).forEach(columns::add);
        return String.join(", ", columns);
    }

    /** The order that findings are listed in. */
    String oldestFirst() {
        return rows.time().column().sql() + ", " + KeyColumns.names(rows.key());
    }

    Resource read(ResultSet row) throws SQLException {
        return read(row, true);
    }

    /** The row without its time, which may be none. */
    Resource readUndated(ResultSet row) throws SQLException {
        return read(row, false);
    }

    private Resource read(ResultSet row, boolean dated) throws SQLException {
        String id = KeyText.encode(Statements.key(row, rows.key().size()));
        int next = rows.key().size() + 1;
        Optional<Instant> since = dated ? Optional.of(rows.time().read(row, next)) : Optional.empty();
        next++;
        String label = rows.label().isPresent() ? row.getString(next++) : id;
        return new Resource(id, label == null ? id : label, since, event(), tags(row, next));
    }

    private Map<String, String> tags(ResultSet row, int first) throws SQLException {
        Map<String, String> tags = new HashMap<>();
        int index = first;
        for (Map.Entry<String, Column> tag : rows.tags().entrySet()) {
            Optional<String> text = Optional.ofNullable(row.getString(index++));
            new TagSql(tag.getValue()).value(text).ifPresent(value -> tags.put(tag.getKey(), value));
        }
        return tags;
    }

    /** What happened, from the name of the column: "deleted" from deleted_at. */
    private String event() {
        Matcher name = EVENT.matcher(rows.time().column().name().toLowerCase(Locale.ROOT));
        return name.matches() ? name.group(1) : "";
    }

    /** What is found, with reasons; without those whose id is too long to be listed. */
    List<Finding> findings(List<Resource> found, List<Resource> witnesses) {
        List<Resource> together = new ArrayList<>(found);
        Set<Resource> known = new HashSet<>(found);
        witnesses.stream().filter(known::add).forEach(together::add);
        return rows.policy().evaluate(together, asOf).stream()
                .limit(found.size())
                .filter(verdict -> verdict.resource().id().length() <= Finding.MAX_ID_LENGTH)
                .map(this::finding)
                .toList();
    }

    /** What is found, where judging it in memory would take too much of it. */
    List<Finding> unexplained(List<Resource> found) {
        String reason = unexplained();
        return found.stream()
                .filter(resource -> resource.id().length() <= Finding.MAX_ID_LENGTH)
                .map(resource ->
                        new Finding(resource.id(), resource.label(), resource.since(), resource.tags(), reason))
                .toList();
    }

    /** Why a row goes, where no more can be said. */
    String unexplained() {
        return "nothing keeps it: " + rows.policy().describe();
    }

    Finding finding(Verdict verdict) {
        Resource resource = verdict.resource();
        return new Finding(resource.id(), resource.label(), resource.since(), resource.tags(), reason(verdict));
    }

    private String reason(Verdict verdict) {
        if (verdict.kept()) {
            throw new CleanupException("row " + verdict.resource().id() + " may go by SQL and stays in memory: "
                    + verdict.reason() + "; the survey cannot be trusted");
        }
        return rows.reference()
                .map(reference -> orphaned(reference) + "; " + verdict.reason())
                .orElseGet(verdict::reason);
    }

    /** What makes a row an orphan. */
    static String orphaned(Reference reference) {
        return reference.child().name() + " has no row in " + reference.parent().name() + "."
                + reference.parentColumn().name();
    }
}
