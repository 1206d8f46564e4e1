package dev.cleanup.jdbc.internal.partitions;

import dev.cleanup.Finding;
import dev.cleanup.Survey;
import dev.cleanup.jdbc.internal.partitions.PartitionVerdicts.Judged;
import dev.cleanup.retention.Resource;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts and lists the partitions that may go. Nothing in here can remove anything. */
record PartitionsSurvey(PartitionsSettings settings, PartitionVerdicts verdicts, PartitionReader reader) {

    Survey survey(Instant asOf, int findingsLimit) throws SQLException {
        List<Judged> going = verdicts.going();
        return new Survey(
                asOf,
                going.size(),
                OptionalLong.of(verdicts.all().size()),
                verdicts.unknownAge(),
                going.stream().limit(findingsLimit).map(this::finding).toList(),
                notices(going.size()),
                going.stream().map(Judged::end).reduce((first, last) -> last));
    }

    private Finding finding(Judged judged) {
        Resource resource = judged.verdict().resource();
        String reason =
                judged.verdict().reason() + "; " + judged.partition().size().words();
        return new Finding(resource.id(), resource.label(), resource.since(), resource.tags(), reason);
    }

    private List<String> notices(int going) throws SQLException {
        List<String> notices = new ArrayList<>();
        Optional<String> missing = reader.missingOwnership(settings.dropping());
        missing.ifPresent(notices::add);
        if (going > 0 && !settings.dropping()) {
            notices.add(
                    "a detached partition stays as a table of its own, under the same name; it is for you to drop it");
        }
        return notices;
    }
}
