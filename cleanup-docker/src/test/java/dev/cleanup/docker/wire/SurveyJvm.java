package dev.cleanup.docker.wire;

import com.sun.management.OperatingSystemMXBean;
import dev.cleanup.CleanupService;
import dev.cleanup.CleanupTask;
import dev.cleanup.RunRequest;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.AsIfOutside;
import dev.cleanup.docker.DockerCleanup;
import dev.cleanup.docker.DockerEngine;
import dev.cleanup.retention.RetentionPolicy;
import java.lang.management.ManagementFactory;
import java.util.Set;

/**
 * A process that surveys the containers of an engine as often as it is told, and says of each survey how it ended, how many
 * containers may go and are there, and how many milliseconds it took by the clock and of the processors: host, rounds.
 */
final class SurveyJvm {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private SurveyJvm() {}

    public static void main(String[] arguments) {
        try (DockerEngine engine = DockerEngine.builder().host(arguments[0]).build()) {
            CleanupTask task = AsIfOutside.of(DockerCleanup.containers(engine))
                    .label("app", "bot")
                    .ownerLabel("bot.id")
                    .activeOwners(ids -> Set.of())
                    .allowNoOwners()
                    .policy(RetentionPolicy.keepFor("1h"))
                    .build();
            try (CleanupService service = CleanupService.builder().task(task).build()) {
                for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
                    long start = System.nanoTime();
                    long busy = PROCESS.getProcessCpuTime();
                    TaskRun run =
                            service.run(RunRequest.dryRun()).task(task.name()).orElseThrow();
                    long millis = (System.nanoTime() - start) / 1_000_000;
                    long cpu = (PROCESS.getProcessCpuTime() - busy) / 1_000_000;
                    System.out.println(run.status() + " " + run.eligible() + " "
                            + run.survey()
                                    .map(survey -> survey.population().orElse(-1))
                                    .orElse(-1L) + " " + millis + " " + cpu);
                }
            }
        }
    }
}
