package dev.cleanup.servlet.page;

import dev.cleanup.BatchRequest;
import dev.cleanup.BatchResult;
import dev.cleanup.CleanupTask;
import dev.cleanup.Finding;
import dev.cleanup.Leftover;
import dev.cleanup.Survey;
import dev.cleanup.SurveyRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds things that strangers named, and removes none of them. */
final class HostileTask implements CleanupTask {
    static final String IMAGE = "<img src=x onerror=window.pwned=1>";
    static final String SCRIPT = "</script><script>window.pwned=1</script>";
    static final String TURNED =
            "invoice\u202egnp.exe\u2066\u2067 {{constructor.constructor('window.pwned=1')()}} ${window.pwned=1}";
    static final String ENDLESS = "x".repeat(1_000);

    /** A megabyte, and no place to break the line. */
    static final String HUGE = IMAGE + "m".repeat(1 << 20);

    private static final List<String> NAMES = List.of(IMAGE, SCRIPT, TURNED, ENDLESS, "javascript:window.pwned=1");

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public String description() {
        return SCRIPT + HUGE;
    }

    @Override
    public Survey survey(SurveyRequest request) {
        var since = Optional.of(request.now().minus(Duration.ofDays(9)));
        List<Finding> findings = NAMES.stream()
                .map(name ->
                        new Finding(name, name + HUGE, since, Map.of("owner", name, name + "!", HUGE), name + HUGE))
                .toList();
        return new Survey(request.now(), findings.size(), OptionalLong.of(10), 1, findings, List.of(SCRIPT, HUGE));
    }

    @Override
    public BatchResult removeBatch(BatchRequest request) {
        List<Leftover> leftovers =
                NAMES.stream().map(name -> Leftover.failed(name, name + HUGE)).toList();
        return new BatchResult(0, leftovers, Optional.empty());
    }
}
