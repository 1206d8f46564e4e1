package dev.cleanup.servlet.query;

import dev.cleanup.ConfigurationException;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A value that a {@link NamedQuery} asks for; always required, and never null.
 *
 * @param name how callers name it: a letter, then up to 62 letters, digits, {@code _} and {@code -}
 */
public record Parameter(String name, ParameterType type) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    /** Refuses, with a {@link ConfigurationException}, a name that is not accepted. */
    public Parameter {
        Objects.requireNonNull(type, "type");
        checkName("parameter", name);
    }

    static void checkName(String setting, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    setting, name, "accepted are a letter and then up to 62 letters, digits, '_' and '-'");
        }
    }

    /** A parameter of type {@link ParameterType#TEXT}. */
    public static Parameter text(String name) {
        return new Parameter(name, ParameterType.TEXT);
    }

    /** A parameter of type {@link ParameterType#INTEGER}. */
    public static Parameter integer(String name) {
        return new Parameter(name, ParameterType.INTEGER);
    }

    /** A parameter of type {@link ParameterType#NUMBER}. */
    public static Parameter number(String name) {
        return new Parameter(name, ParameterType.NUMBER);
    }

    /** A parameter of type {@link ParameterType#BOOLEAN}. */
    public static Parameter bool(String name) {
        return new Parameter(name, ParameterType.BOOLEAN);
    }

    /** A parameter of type {@link ParameterType#INSTANT}. */
    public static Parameter instant(String name) {
        return new Parameter(name, ParameterType.INSTANT);
    }

    /** A parameter of type {@link ParameterType#DATE}. */
    public static Parameter date(String name) {
        return new Parameter(name, ParameterType.DATE);
    }

    /** A parameter of type {@link ParameterType#UUID}. */
    public static Parameter uuid(String name) {
        return new Parameter(name, ParameterType.UUID);
    }

    /** The value as JDBC takes it, or a refusal that names the parameter and what is accepted, and never the value. */
    Object parse(Object value) {
        Values.check("parameter '" + name + "'", value);
        try {
            return type.parse(value);
        } catch (RuntimeException unreadable) {
            throw QueryException.badParameter("parameter '" + name + "' is " + Values.kind(value)
                    + " that is not accepted; accepted is " + type.accepted());
        }
    }
}
