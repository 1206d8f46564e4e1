package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DependentsTest {
    /** Four items that go in two batches, each with others. */
    private record Shelves(Set<String> runs) implements CleanupTask {
        @Override
        public String name() {
            return "shelves";
        }

        @Override
        public int batchSize() {
            return 2;
        }

        @Override
        public Survey survey(SurveyRequest request) {
            return new Survey(request.now(), 4, OptionalLong.of(100), 0, List.of(), List.of());
        }

        @Override
        public BatchResult removeBatch(BatchRequest request) {
            runs.add(request.run().orElse("none"));
            Map<String, Long> along = Map.of("books", 3L, "a\nb", 1L, "negative", -7L);
            return new BatchResult(
                    2, 0, 0, List.of(), request.after().isEmpty() ? Optional.of("2") : Optional.empty(), along);
        }
    }

    @Test
    void what_goes_along_is_counted_apart_and_each_batch_knows_its_run() {
        Shelves shelves = new Shelves(new TreeSet<>());
        try (CleanupService service = CleanupService.builder().task(shelves).build()) {
            CleanupRun run = service.run(RunRequest.execute());

            Tally tally = run.tasks().get(0).tally();
            assertThat(tally.removed()).isEqualTo(4);
            assertThat(tally.dependents()).hasSize(2).containsEntry("books", 6L).doesNotContainKeys("a\nb", "negative");
            assertThat(shelves.runs()).containsExactly(run.id());
        }
    }
}
