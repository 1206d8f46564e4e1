package dev.cleanup.servlet.query;

import dev.cleanup.ConfigurationException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers questions to a database without letting anybody change it. Safe for use by several threads, of which one is served at a time and the
 * others are refused as {@link QueryException.Kind#BUSY}.
 *
 * <p>A query has 2 seconds, gives what fits into a {@link QueryResult}, and is written to the log {@code dev.cleanup.query.audit} before it runs.
 * Its transaction is read-only and always rolled back.
 *
 * <p>Ad-hoc SQL needs PostgreSQL 14 or newer and a role of its own, made as docs/query-endpoint.md says. The role is looked at when this is built and
 * before a query when the last look is five minutes old, and refused when it, or any role it could change to, may do more than read: be a superuser
 * or have another attribute, write, create or own anything, belong to one of PostgreSQL's powerful roles, use a foreign server or table, or execute
 * functions that leave the transaction's rules. Those are functions in C or an untrusted language, unless of an extension known to compute only, and
 * all SECURITY DEFINER functions that are not PostgreSQL's own: what they do with their owner's rights cannot be told from outside, and a common one
 * runs its argument as SQL. Revoke EXECUTE on it from PUBLIC, or USAGE on its schema. TEMPORARY on the database is not asked about, because everybody
 * has it by default and a read-only transaction cannot create a temporary table.
 */
public final class SafeQueries {
    static final Duration LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(SafeQueries.class);

    /** How PostgreSQL, H2 and the standard say that a statement was cancelled. */
    private static final String CANCELLED = "57014";

    private final Map<String, NamedQuery> named;
    private final @Nullable AdHocQueries adHoc;
    private final Audit audit;
    private final Watch watch;

    private SafeQueries(Map<String, NamedQuery> named, @Nullable AdHocQueries adHoc, Audit audit, Watch watch) {
        this.named = named;
        this.adHoc = adHoc;
        this.audit = audit;
        this.watch = watch;
    }

    /** Begins to set up queries. */
    public static Builder builder() {
        return new Builder();
    }

    /** The named queries, in the order they were added. */
    public List<NamedQuery> namedQueries() {
        return List.copyOf(named.values());
    }

    /** Whether ad-hoc SQL is set up; it can be refused all the same while its role is not fit. */
    public boolean allowsAdHoc() {
        return adHoc != null;
    }

    /**
     * Runs a named query.
     *
     * @param caller who asks, for the audit
     * @param values by the names of the query's parameters, each a string or a number or boolean that fits its type
     * @throws QueryException when there is no answer
     */
    public QueryResult named(String caller, String name, Map<String, ?> values) {
        return audited(caller, Audit.named(name, values.keySet()), () -> {
            NamedQuery query = named.get(name);
            if (query == null) {
                throw QueryException.unknownQuery();
            }
            List<Object> bound = query.values(values);
            return watch.call(LIMIT, lease -> NamedTransaction.run(lease, query, bound));
        });
    }

    /**
     * Runs ad-hoc SQL.
     *
     * @param caller who asks, for the audit
     * @param sql one query expression of at most {@value TextGate#MAX_BYTES} bytes; no {@code ;} but at its end, and no <code>&#123;</code>
     * @param values one for each {@code ?}, in order: strings, which the server takes for what they are compared with, {@link Long},
     *     {@link java.math.BigDecimal}, {@link Boolean} and null
     * @throws QueryException when there is no answer
     */
    public QueryResult adHoc(String caller, String sql, List<? extends @Nullable Object> values) {
        return audited(caller, Audit.adHoc(sql, values), () -> {
            if (adHoc == null) {
                throw QueryException.unsupported("ad-hoc SQL is not set up");
            }
            String text = TextGate.pass(sql);
            Values.check(values);
            return watch.call(adHoc.limit(), lease -> adHoc.run(lease, text, values));
        });
    }

    private interface Question {
        ResultRows ask() throws SQLException;
    }

    private QueryResult audited(String caller, String query, Question question) {
        String reference = audit.asked(caller, query);
        long start = System.nanoTime();
        @Nullable Object outcome = "FAILED";
        try {
            QueryResult result = question.ask().result(since(start));
            outcome = null;
            audit.answered(reference, result);
            return result;
        } catch (QueryException refusal) {
            outcome = refusal.kind();
            throw refusal;
        } catch (SQLException | RuntimeException failure) {
            QueryException translated = translated(failure, reference);
            outcome = translated.kind();
            throw translated;
        } finally {
            if (outcome != null) {
                audit.ended(reference, outcome, since(start).toMillis());
            }
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static QueryException translated(Exception failure, String reference) {
        String state = failure instanceof SQLException database ? database.getSQLState() : null;
        if (failure instanceof SQLTimeoutException || CANCELLED.equals(state)) {
            return QueryException.timeout();
        }
        LOG.warn("query {}: failed with SQLSTATE {}", reference, state, withoutMessage(failure));
        return QueryException.failed(state, reference);
    }

    /** Where it was thrown and what it is; the message of a driver may quote rows and values. */
    private static Exception withoutMessage(Throwable failure) {
        Exception known = new Exception(failure.getClass().getName());
        known.setStackTrace(failure.getStackTrace());
        return known;
    }

    /** Sets up {@link SafeQueries}. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, NamedQuery> named = new LinkedHashMap<>();
        private final List<QueryAuditor> auditors = new ArrayList<>();
        private @Nullable DataSource adHoc;
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /**
         * Adds a named query.
         *
         * @throws ConfigurationException when there is one of this name already
         */
        public Builder named(NamedQuery query) {
            if (named.putIfAbsent(query.name(), query) != null) {
                throw new ConfigurationException("named query", query.name(), "there is one of this name already");
            }
            return this;
        }

        /**
         * Allows ad-hoc SQL, which is off by default. Every query ends its connection's session, so a pool saves nothing here: take a data source
         * that opens connections, such as PostgreSQL's {@code PGSimpleDataSource}.
         *
         * @param reader a data source of its own, which logs in with a role of its own
         */
        public Builder adHoc(DataSource reader) {
            adHoc = Objects.requireNonNull(reader, "reader");
            return this;
        }

        /** Keeps who asks what in one more place than the log; by default there is none. */
        public Builder auditor(QueryAuditor auditor) {
            auditors.add(Objects.requireNonNull(auditor, "auditor"));
            return this;
        }

        /** What time it is, by default the system's clock; it decides only when a role is looked at again. */
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * The queries. Looks at the role of ad-hoc SQL; when its database does not answer, ad-hoc SQL is refused until it does.
         *
         * @throws ConfigurationException when there is nothing to run, or ad-hoc SQL has a database that is not supported, a role that is not fit, or
         *     the data source of a named query, whose connections it would end
         */
        public SafeQueries build() {
            if (named.isEmpty() && adHoc == null) {
                throw new ConfigurationException("queries", "none", "accepted are named queries, ad-hoc SQL, or both");
            }
            Watch watch = new Watch();
            List<QueryAuditor> all = List.copyOf(auditors);
            Audit audit = new Audit((caller, query) -> all.forEach(auditor -> auditor.asked(caller, query)));
            return new SafeQueries(new LinkedHashMap<>(named), adHocQueries(watch), audit, watch);
        }

        private @Nullable AdHocQueries adHocQueries(Watch watch) {
            if (adHoc == null) {
                return null;
            }
            for (NamedQuery query : named.values()) {
                if (query.dataSource() == adHoc) {
                    throw new ConfigurationException(
                            "adHoc",
                            "the data source of query " + query.name(),
                            "accepted is a data source of its own");
                }
            }
            AdHocQueries queries = new AdHocQueries(adHoc, clock);
            queries.probeAtStart(watch);
            return queries;
        }
    }
}
