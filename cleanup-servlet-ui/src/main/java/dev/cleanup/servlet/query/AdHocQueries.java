package dev.cleanup.servlet.query;

import dev.cleanup.ConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ad-hoc SQL with a role that is looked at again every five minutes, because somebody may grant it something. Used by one thread at a time. */
final class AdHocQueries {
    /** How long a role that was found fit is trusted. */
    static final Duration TRUST = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(AdHocQueries.class);

    private final DataSource dataSource;
    private final InstantSource clock;

    /** When the role was found fit; null when it never was, or not the last time. */
    private volatile @Nullable Instant fit;

    AdHocQueries(DataSource dataSource, InstantSource clock) {
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** The first look. A role that is unfit is an error of the set-up; a database that does not answer is not, and is asked again later. */
    void probeAtStart(Watch watch) {
        try {
            List<String> findings = watch.call(RoleProbe.LIMIT, this::probe);
            if (!findings.isEmpty()) {
                throw new ConfigurationException("adHoc", "a data source whose role is not fit", accepted(findings));
            }
        } catch (QueryException refusal) {
            if (refusal.kind() == QueryException.Kind.UNSUPPORTED) {
                throw new ConfigurationException("adHoc", "a data source of another database", RoleProbe.SUPPORTED);
            }
            LOG.warn("query: ad-hoc SQL is off until its role can be looked at: {}", refusal.getMessage());
        } catch (SQLException | RuntimeException unreachable) {
            if (unreachable instanceof ConfigurationException refusal) {
                throw refusal;
            }
            LOG.warn(
                    "query: ad-hoc SQL is off until its database answers ({})",
                    unreachable.getClass().getName());
        }
    }

    /** How long a query may take, with a look at the role if one is due. */
    Duration limit() {
        return isTrusted() ? SafeQueries.LIMIT : SafeQueries.LIMIT.plus(RoleProbe.LIMIT);
    }

    ResultRows run(Lease lease, String sql, List<? extends @Nullable Object> values) throws SQLException {
        if (!isTrusted()) {
            List<String> findings = probe(lease);
            if (!findings.isEmpty()) {
                LOG.error("query: ad-hoc SQL is refused: {}", accepted(findings));
                throw QueryException.refused(
                        "the role of ad-hoc SQL has rights that it must not have; the service's log names them");
            }
        }
        // What a look at the role left of its time is not the query's.
        lease.shorten(SafeQueries.LIMIT);
        return AdHocTransaction.run(lease, dataSource, sql, values);
    }

    private boolean isTrusted() {
        Instant last = fit;
        if (last == null) {
            return false;
        }
        Duration age = Duration.between(last, clock.instant());
        // A clock that was set back proves nothing.
        return !age.isNegative() && age.compareTo(TRUST) < 0;
    }

    private List<String> probe(Lease lease) throws SQLException {
        fit = null;
        Instant now = clock.instant();
        List<String> findings = RoleProbe.findings(lease, dataSource);
        if (findings.isEmpty()) {
            fit = now;
        }
        return findings;
    }

    private static String accepted(List<String> findings) {
        return "accepted is a login role that can only read, see docs/query-endpoint.md; revoke: "
                + String.join("; ", findings);
    }
}
