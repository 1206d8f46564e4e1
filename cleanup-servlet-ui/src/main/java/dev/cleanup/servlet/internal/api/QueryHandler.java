package dev.cleanup.servlet.internal.api;

import dev.cleanup.servlet.Role;
import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Call;
import dev.cleanup.servlet.internal.http.Printable;
import dev.cleanup.servlet.internal.http.Problem;
import dev.cleanup.servlet.internal.http.Route;
import dev.cleanup.servlet.internal.http.Routes;
import dev.cleanup.servlet.query.NamedQuery;
import dev.cleanup.servlet.query.QueryException;
import dev.cleanup.servlet.query.QueryResult;
import dev.cleanup.servlet.query.SafeQueries;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonGenerator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the database. */
public final class QueryHandler {
    private static final String NAME = "query";
    private static final String SQL = "sql";
    private static final String PARAMETERS = "parameters";
    private static final Set<String> MEMBERS = Set.of(NAME, SQL, PARAMETERS);
    private static final int RETRY_SECONDS = 2;

    private final SafeQueries queries;

    public QueryHandler(SafeQueries queries) {
        this.queries = queries;
    }

    /** The table of what can be asked for. */
    public Routes routes() {
        return new Routes(List.of(
                new Route("GET", "", Set.of(), false, call -> Role.QUERY, this::list),
                new Route("POST", "", Set.of(), true, call -> Role.QUERY, this::ask)));
    }

    private Answer list(Call call) {
        return Answer.tagged(json -> {
            json.writeStartObject().write("adHoc", queries.allowsAdHoc()).writeStartArray("queries");
            queries.namedQueries().forEach(query -> write(json, query));
            json.writeEnd().writeEnd();
        });
    }

    private static void write(JsonGenerator json, NamedQuery query) {
        json.writeStartObject().write("name", query.name()).writeStartArray(PARAMETERS);
        query.parameters().forEach(parameter -> json.writeStartObject()
                .write("name", parameter.name())
                .write("type", parameter.type().name())
                .writeEnd());
        json.writeEnd().writeEnd();
    }

    private Answer ask(Call call) {
        JsonObject body = call.body()
                .orElseThrow(() -> Problem.badRequest("Send {\"query\": \"NAME\"} or {\"sql\": \"SELECT …\"}."));
        for (String name : body.keySet()) {
            if (!MEMBERS.contains(name)) {
                throw Problem.badRequest("There is no member '" + Printable.clean(name) + "' here.");
            }
        }
        if (body.containsKey(NAME) == body.containsKey(SQL)) {
            throw Problem.badRequest("Send either a 'query' or an 'sql'.");
        }
        try {
            QueryResult result = body.containsKey(NAME) ? named(call, body) : adHoc(call, body);
            return Answer.ok(json -> write(json, result));
        } catch (QueryException refusal) {
            throw problem(refusal);
        }
    }

    private QueryResult named(Call call, JsonObject body) {
        JsonValue given = body.getOrDefault(PARAMETERS, JsonValue.EMPTY_JSON_OBJECT);
        if (!(given instanceof JsonObject members)) {
            throw Problem.badRequest("The 'parameters' of a named query are an object of names and values.");
        }
        Map<String, Object> values = new HashMap<>();
        members.forEach((name, value) -> {
            Object plain = plain(value);
            if (plain == null) {
                throw Problem.badRequest("The parameters of a named query are never null.");
            }
            values.put(name, plain);
        });
        return queries.named(call.caller().name(), text(body, NAME), values);
    }

    private QueryResult adHoc(Call call, JsonObject body) {
        JsonValue given = body.getOrDefault(PARAMETERS, JsonValue.EMPTY_JSON_ARRAY);
        if (!(given instanceof JsonArray list)) {
            throw Problem.badRequest("The 'parameters' of SQL are a list of values, one for each '?'.");
        }
        List<@Nullable Object> values = new ArrayList<>();
        list.forEach(value -> values.add(plain(value)));
        return queries.adHoc(call.caller().name(), text(body, SQL), values);
    }

    private static String text(JsonObject body, String name) {
        if (body.get(name) instanceof JsonString text) {
            return text.getString();
        }
        throw Problem.badRequest("The member '" + name + "' accepts a string.");
    }

    private static @Nullable Object plain(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.isIntegral() && number.bigDecimalValue().precision() < 19
                    ? (Object) number.longValueExact()
                    : number.bigDecimalValue();
        }
        return switch (value.getValueType()) {
            case TRUE -> true;
            case FALSE -> false;
            case NULL -> null;
            default -> throw Problem.badRequest("A parameter accepts a string, a number, true, false or null.");
        };
    }

    private static Problem problem(QueryException refusal) {
        String words = String.valueOf(refusal.getMessage());
        String detail = Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
        return switch (refusal.kind()) {
            case BAD_REQUEST, BAD_PARAMETER -> Problem.badRequest(detail);
            case UNKNOWN_QUERY -> Problem.notFound(detail);
            case FAILED, TIMEOUT -> Problem.unprocessable(detail);
            case BUSY -> Problem.tooManyRequests(detail, RETRY_SECONDS);
            case REFUSED -> Problem.forbidden(detail);
            case UNSUPPORTED -> Problem.notImplemented(detail);
        };
    }

    private static void write(JsonGenerator json, QueryResult result) {
        json.writeStartObject().writeStartArray("columns");
        result.columns().forEach(column -> json.writeStartObject()
                .write("name", column.name())
                .write("type", column.type())
                .writeEnd());
        json.writeEnd().writeStartArray("rows");
        for (List<@Nullable String> row : result.rows()) {
            json.writeStartArray();
            row.forEach(cell -> {
                if (cell == null) {
                    json.writeNull();
                } else {
                    json.write(cell);
                }
            });
            json.writeEnd();
        }
        json.writeEnd()
                .write("truncated", result.truncated())
                .write("elapsedMillis", result.took().toMillis())
                .writeEnd();
    }
}
