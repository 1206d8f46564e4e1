package dev.cleanup.servlet.query;

import dev.cleanup.servlet.internal.http.Sha256;
import java.util.Collection;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each query down before it runs, and how it ended; never a value of a parameter, never a row. */
final class Audit {
    static final String LOGGER = "dev.cleanup.query.audit";

    /** Enough to know a query again; the hash tells two with the same beginning apart. */
    private static final int MAX_TEXT = 2_000;

    private static final int MAX_NAME = 100;
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Co}]");

    private final QueryAuditor auditor;

    Audit(QueryAuditor auditor) {
        this.auditor = auditor;
    }

    /** Writes down who asks what; returns the word by which log lines of this query are found. */
    String asked(String caller, String query) {
        String reference = UUID.randomUUID().toString();
        String who = printable(caller, MAX_NAME);
        try {
            LOG.info("query {}: {} asks {}", reference, who, query);
            auditor.asked(who, query);
        } catch (RuntimeException failure) {
            LOG.error("query {}: not run, because the auditor failed", reference, failure);
            throw QueryException.refused("the query could not be audited, so it was not run");
        }
        return reference;
    }

    void answered(String reference, QueryResult result) {
        LOG.info(
                "query {}: {} rows{}, {} ms",
                reference,
                result.rows().size(),
                result.truncated() ? ", truncated" : "",
                result.took().toMillis());
    }

    void ended(String reference, Object how, long millis) {
        LOG.info("query {}: {}, {} ms", reference, how, millis);
    }

    static String named(String name, Collection<String> parameters) {
        return "'" + printable(name, MAX_NAME) + "' with " + parameters.size() + " values";
    }

    static String adHoc(String sql, Collection<? extends @Nullable Object> values) {
        return "ad-hoc SQL with " + values.size() + " values"
                + values.stream().limit(Values.MAX_COUNT).map(Values::kind).toList() + ", sha256 " + sha256(sql)
                + ": " + printable(sql, MAX_TEXT);
    }

    private static String printable(String text, int length) {
        String head = text.length() <= length ? text : text.substring(0, length) + "…";
        return UNPRINTABLE.matcher(head).replaceAll("?");
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }
}
