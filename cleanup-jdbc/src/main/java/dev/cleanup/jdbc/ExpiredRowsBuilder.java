package dev.cleanup.jdbc;

import dev.cleanup.CleanupTask;
import dev.cleanup.ConfigurationException;
import dev.cleanup.retention.RetentionPolicy;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets up a task for rows that a policy no longer keeps. Required are the table, the timestamp and the policy. */
public final class ExpiredRowsBuilder extends RowsBuilder<ExpiredRowsBuilder> {
    private @Nullable String timestamp;
    private @Nullable RetentionPolicy policy;

    ExpiredRowsBuilder(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    ExpiredRowsBuilder self() {
        return this;
    }

    /**
     * The column that says when a row's age began, such as {@code deleted_at}. Rows where it is null, a zero, infinite or in the future always
     * stay.
     */
    public ExpiredRowsBuilder timestamp(String column) {
        timestamp = column;
        return this;
    }

    /**
     * What stays. The library's own rules run as SQL; {@link RetentionPolicy#keepWhere} and policies of one's own run in memory. One that
     * stands with no counted rule is given rows in portions of at most 1,000 and has to judge each of them by itself.
     */
    public ExpiredRowsBuilder policy(RetentionPolicy what) {
        policy = what;
        return this;
    }

    /** Makes a column a tag that {@link RetentionPolicy#keepTagged} can name; null means no tag, and so does false. */
    public ExpiredRowsBuilder tag(String name, String column) {
        addTag(name, column);
        return this;
    }

    @Override
    public CleanupTask build() {
        if (policy == null) {
            throw new ConfigurationException("policy", "", "it is required, such as RetentionPolicy.keepFor(\"7d\")");
        }
        return build(required("timestamp", timestamp), policy, Optional.empty());
    }
}
