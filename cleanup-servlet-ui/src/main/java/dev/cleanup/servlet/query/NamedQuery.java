package dev.cleanup.servlet.query;

import dev.cleanup.ConfigurationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * A query that the application registered: its text is the developer's, callers choose only its name and the values. For any database with a JDBC
 * driver. Immutable; the data source must be safe for use by several threads.
 *
 * <p>It runs in a read-only transaction that is always rolled back. Not every database keeps that promise (H2 ignores it), so register queries only,
 * and none that returns huge cells: other than with ad-hoc SQL, the driver has read a cell before it is cut.
 */
public final class NamedQuery {
    /** Strings, quoted names, comments and the driver's escape of an operator; what is left of the question marks are parameters. */
    private static final Pattern TOKEN =
            Pattern.compile("(?s)\\b[eE]'(?:[^'\\\\]|''|\\\\.)*+'|'[^']*+'|\"[^\"]*+\"|--[^\\n]*+|/\\*.*?\\*/"
                    + "|\\$([A-Za-z_]*+)\\$.*?\\$\\1\\$|\\?\\?|(?<parameter>\\?)");

    private final String name;
    private final DataSource dataSource;
    private final String sql;
    private final List<Parameter> parameters;

    private NamedQuery(String name, DataSource dataSource, String sql, List<Parameter> parameters) {
        this.name = name;
        this.dataSource = dataSource;
        this.sql = sql;
        this.parameters = parameters;
    }

    /**
     * A query with one {@code ?} per parameter, in their order.
     *
     * @param name how callers name it: a letter, then up to 62 letters, digits, {@code _} and {@code -}
     * @throws ConfigurationException when a name is not accepted or there twice, or the text has not as many {@code ?} as there are parameters
     */
    public static NamedQuery of(String name, DataSource dataSource, String sql, Parameter... parameters) {
        Parameter.checkName("named query", name);
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new ConfigurationException(
                        "parameter of query " + name, parameter.name(), "there is one of this name already");
            }
        }
        int placeholders = placeholders(sql);
        if (placeholders != parameters.length) {
            throw new ConfigurationException(
                    "parameters of query " + name,
                    parameters.length,
                    "accepted are as many as the text has question marks, which is " + placeholders);
        }
        return new NamedQuery(name, Objects.requireNonNull(dataSource, "dataSource"), sql, List.of(parameters));
    }

    static int placeholders(String sql) {
        Matcher token = TOKEN.matcher(sql);
        int count = 0;
        while (token.find()) {
            count += token.group("parameter") == null ? 0 : 1;
        }
        return count;
    }

    /** How callers name it. */
    public String name() {
        return name;
    }

    /** What it asks for, in order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    DataSource dataSource() {
        return dataSource;
    }

    String sql() {
        return sql;
    }

    /** The values in order, as JDBC takes them. */
    List<Object> values(Map<String, ?> given) {
        for (String key : given.keySet()) {
            if (parameters.stream().noneMatch(parameter -> parameter.name().equals(key))) {
                throw QueryException.badParameter(
                        "there is a parameter that this query does not have; it has " + names());
            }
        }
        List<Object> values = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Object value = given.get(parameter.name());
            if (value == null) {
                throw QueryException.badParameter("parameter '" + parameter.name() + "' is missing; accepted is "
                        + parameter.type().accepted());
            }
            values.add(parameter.parse(value));
        }
        return values;
    }

    private String names() {
        return parameters.isEmpty()
                ? "none"
                : String.join(", ", parameters.stream().map(Parameter::name).toList());
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
