package dev.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleanup.fixtures.FakeTask;
import dev.cleanup.fixtures.Services;
import dev.cleanup.retention.Resource;
import dev.cleanup.retention.RetentionPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SecretsTest {
    private static final String SECRET = "hunter2";
    private static final String MESSAGE = "jdbc:postgresql://bot:hunter2@db/bots refused, token=hunter2";

    @RegisterExtension
    final Services services = new Services();

    private final FakeTask bots = FakeTask.of("bots", 25);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cannot connect to jdbc:postgresql://bot:hunter2@db:5432/bots",
                "jdbc:postgresql://db/bots?user=bot&password=hunter2&ssl=true",
                "password=hunter2",
                "Password: hunter2",
                "password = 'hunter2'",
                "{\"password\":\"hunter2\"}",
                "{\"user\" : \"bot\", \"apiKey\" : \"hunter2\"}",
                "PGPASSWORD=hunter2 psql",
                "db.passwd=hunter2;x",
                "token=hunter2",
                "access_token=hunter2&x=1",
                "X-Api-Key: hunter2",
                "client_secret=hunter2",
                "aws_secret_access_key=hunter2",
                "Bearer hunter2",
                "Authorization: Bearer hunter2",
                "Authorization: Basic hunter2",
                "authorization=bearer hunter2",
                "http://user:p@hunter2@proxy:8080 timed out",
                "password\u200b=hunter2",
                "PASSWORD\n=\thunter2"
            })
    void secrets_reach_neither_the_record_nor_the_log(String message) {
        bots.removing(request -> {
            throw new IllegalStateException(message, new IOException(message));
        });

        CleanupRun run = services.of(bots).run(RunRequest.execute());

        assertThat(run.reason()).contains("IllegalStateException: ").contains("***");
        assertThat(run.toString()).doesNotContain(SECRET);
        assertThat(services.history.saves.toString()).doesNotContain(SECRET);
        assertThat(services.log()).contains("removal failed").doesNotContain(SECRET);
    }

    @Test
    void what_is_no_secret_stays_readable() {
        bots.removing(request -> {
            throw new IllegalStateException(
                    "relation \"bots\" at http://db:5432/x has no column deleted_at; tokens: 3");
        });

        assertThat(services.of(bots).run(RunRequest.execute()).reason())
                .startsWith(
                        "bots: IllegalStateException: relation \"bots\" at http://db:5432/x has no column deleted_at");
    }

    @Test
    void a_survey_that_fails_keeps_its_secrets() {
        bots.surveying(request -> {
            throw new TransientFailureException(MESSAGE, new IOException(MESSAGE));
        });
        CleanupService service = services.of(bots);

        assertThat(service.run(RunRequest.execute()).toString()).doesNotContain(SECRET);
        assertThat(service.run(RunRequest.execute()).toString())
                .contains("circuit breaker open after")
                .doesNotContain(SECRET);
        assertThat(services.log()).doesNotContain(SECRET);
    }

    @Test
    void an_unknown_outcome_keeps_its_secrets() {
        bots.removing(request -> {
            throw new OutcomeUnknownException(MESSAGE, Set.of("item-0001"), new IOException(MESSAGE));
        });

        assertThat(services.of(bots).run(RunRequest.execute()).toString()).doesNotContain(SECRET);
        assertThat(services.log()).contains("bots: ").doesNotContain(SECRET);
    }

    @Test
    void a_listener_that_fails_keeps_its_secrets() {
        CleanupListener failing = new CleanupListener() {
            @Override
            public void runStarted(CleanupRun run) {
                throw new IllegalStateException(MESSAGE);
            }
        };

        services.open(services.builder(bots).listener(failing)).run(RunRequest.dryRun());

        assertThat(services.log()).contains("listener").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_history_that_fails_keeps_its_secrets_also_in_the_causes_of_the_exception(boolean error) {
        services.history.beforeSave(run -> {
            if (error) {
                throw new AssertionError(MESSAGE);
            }
            throw new IllegalStateException(MESSAGE, new IOException(MESSAGE));
        });

        Throwable failure = catchThrowable(() -> services.of(bots).run(RunRequest.execute()));

        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(failure).isInstanceOf(CleanupException.class);
        assertThat(trace.toString())
                .contains(error ? "AssertionError" : "IllegalStateException")
                .doesNotContain(SECRET);
    }

    @Test
    void the_reasons_of_leftovers_and_the_notices_of_surveys_keep_their_secrets() {
        bots.surveying(request -> {
            Survey seen = bots.look(request);
            return new Survey(seen.asOf(), 25, OptionalLong.of(25), 0, seen.findings(), List.of(MESSAGE));
        });
        bots.removing(request -> new BatchResult(0, List.of(Leftover.failed("item-0001", MESSAGE)), Optional.empty()));

        assertThat(services.of(bots).run(RunRequest.execute()).toString()).doesNotContain(SECRET);
    }

    @Test
    void a_remover_that_fails_keeps_its_secrets() {
        CleanupTask files = CleanupTask.ofResources(
                "files",
                () -> List.of(Resource.of("a", services.clock.instant().minusSeconds(99_999_999))),
                RetentionPolicy.keepFor("7d"),
                resource -> {
                    throw new IOException(MESSAGE);
                });

        CleanupRun run = services.of(files).run(RunRequest.execute());

        assertThat(run.task("files").orElseThrow().leftovers()).hasSize(1);
        assertThat(run.toString()).doesNotContain(SECRET);
        assertThat(services.log()).contains("could not be removed").doesNotContain(SECRET);
    }

    @Test
    void names_from_outside_lose_control_and_direction_characters_and_are_capped() {
        String hostile = "a\nb\u0000c\u202ed\u2028e\u001b[31mf\ud800g";
        Finding finding =
                new Finding(hostile, hostile, Optional.empty(), Map.of(hostile, hostile), hostile + "x".repeat(10_000));

        assertThat(finding.id()).isEqualTo(hostile);
        assertThat(finding.label()).isEqualTo("a b c d e [31mf g");
        assertThat(finding.tags()).containsExactly(Map.entry("a b c d e [31mf g", "a b c d e [31mf g"));
        assertThat(finding.reason()).startsWith("a b c").endsWith("…").hasSize(300);
        assertThat(Leftover.failed("x", hostile).reason()).isEqualTo("a b c d e [31mf g");
        assertThat(RunRequest.dryRun().requestedBy(hostile).requestedBy()).isEqualTo("a b c d e [31mf g");
    }

    @Test
    void a_label_is_never_cut_in_the_middle_of_a_character() {
        String label = new Finding("x", "x" + "😀".repeat(1_000), Optional.empty(), Map.of(), "").label();

        assertThat(label).endsWith("😀…").hasSizeLessThanOrEqualTo(300);
        assertThat(label.codePoints()).noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    @Test
    void the_id_of_a_plan_that_nobody_made_is_cleaned_and_capped_before_it_is_recorded() {
        CleanupRun run = services.of(bots).run(RunRequest.apply("a\nb" + "x".repeat(100_000)));

        assertThat(run.plan().orElseThrow()).startsWith("a bxxx").hasSize(300);
        assertThat(run.reason()).startsWith("there is no plan a bxxx").hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void reasons_are_capped() {
        bots.removing(request -> {
            throw new IllegalStateException("x".repeat(100_000));
        });

        CleanupRun run = services.of(bots).run(RunRequest.execute());

        assertThat(run.reason()).hasSizeLessThanOrEqualTo(300);
        assertThat(run.task("bots").orElseThrow().reason()).hasSizeLessThanOrEqualTo(300);
    }
}
