package dev.cleanup.servlet;

import static dev.cleanup.servlet.Role.OPERATOR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.CleanupService;
import dev.cleanup.retention.Resource;
import dev.cleanup.servlet.internal.http.Printable;
import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever strangers call their things, the answer is JSON that harms nobody. */
class HostileTextTest {
    private static final List<String> NAMES = List.of(
            "</script><script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "quote \" backslash \\ slash / brace } bracket ]",
            "zero \u0000 bell \u0007 escape \u001b[31m line \n\r tab \t",
            "delete \u007f c1 \u009b31m next line \u0085",
            "right to left \u202egnp.exe isolate \u2066 zero width \u200b bom \ufeff",
            "lines \u2028 and \u2029",
            "private \ue000 noncharacter \uffff",
            "lone \ud800 surrogates \udc00",
            "emoji \ud83d\ude00 tag \udb40\udc41 Zo\u00eb \u540d\u524d \u0130\u0131",
            "x".repeat(1_024));

    @Test
    void hostile_names_come_back_exact_as_ids_and_harmless_on_the_wire() {
        Shelf shelf = new Shelf();
        NAMES.forEach(name ->
                shelf.put(Resource.of(name, Shelf.daysAgo(9)).labelled(name).tagged(name, name)));
        try (CleanupService service =
                        CleanupService.builder().task(shelf.task("shelf")).build();
                Server server = new Server(service)) {
            Reply reply = server.send("POST", "", OPERATOR);

            assertThat(Printable.is(reply.text())).as("printable").isTrue();
            List<JsonObject> findings = reply.json()
                    .getJsonArray("tasks")
                    .getJsonObject(0)
                    .getJsonArray("findings")
                    .getValuesAs(JsonObject.class);
            assertThat(findings)
                    .extracting(finding -> finding.getString("id"))
                    .containsExactlyInAnyOrderElementsOf(NAMES);
            assertThat(findings)
                    .extracting(finding -> finding.getString("label"))
                    .allMatch(label -> label.length() <= 300 && (Printable.is(label) || label.contains("surrog")));
        }
    }

    @Test
    void a_label_of_a_megabyte_is_cut() {
        String endless = "x\u202e".repeat(500_000);
        Shelf shelf = new Shelf()
                .put(Resource.of("a", Shelf.daysAgo(9)).labelled(endless).tagged("long", endless));
        try (CleanupService service =
                        CleanupService.builder().task(shelf.task("shelf")).build();
                Server server = new Server(service)) {
            Reply reply = server.send("POST", "", OPERATOR);
            assertThat(reply.text()).hasSizeLessThan(5_000);
            assertThat(reply.json().getJsonArray("tasks")).hasSize(1);
        }
    }

    @Test
    void many_findings_come_through_to_the_last() {
        try (CleanupService service = CleanupService.builder()
                        .task(Shelf.withOld(20_000).task("shelf"))
                        .findings(20_000)
                        .build();
                Server server = new Server(service)) {
            JsonObject task = server.send("POST", "", OPERATOR)
                    .json()
                    .getJsonArray("tasks")
                    .getJsonObject(0);
            assertThat(task.getInt("eligible")).isEqualTo(20_000);
            assertThat(task.getJsonArray("findings")).hasSize(20_000);
        }
    }
}
