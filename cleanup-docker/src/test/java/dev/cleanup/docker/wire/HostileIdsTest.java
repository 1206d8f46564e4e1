package dev.cleanup.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleanup.RunStatus;
import dev.cleanup.TaskRun;
import dev.cleanup.docker.DockerCleanup;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids become parts of paths as they are: what is no id in full is never asked for, whatever it would have meant. */
@Timeout(60)
class HostileIdsTest {
    private static final String HEX = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @RegisterExtension
    final Wired wired = new Wired();

    private void nothing_was_asked_about_it(TaskRun run, String list) {
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.reason()).containsAnyOf("is not an id in full", "no 'Id'", "no 'ID'");
        assertThat(wired.lines())
                .isNotEmpty()
                .allMatch(line ->
                        line.startsWith("GET /_ping") || line.startsWith("GET /v1.44/info") || line.startsWith(list));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "0123456789ab",
                "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
                HEX + "?force=true",
                HEX + "?force=true&v=true",
                HEX + "/json?x=",
                HEX + "0",
                HEX + "\n",
                "../images/" + HEX,
                "../../v1.44/images/x",
                "bot-1",
                "%2e%2e/images/x",
                "sha256:" + HEX,
                "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "０123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void of_a_container(String id) {
        wired.docker.add(FakeContainer.number(1));
        wired.docker.add(FakeContainer.number(2)).listed(all -> all.put("Id", id));

        nothing_was_asked_about_it(wired.execute(wired.containers().build()), "GET /v1.44/containers/json?all=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", HEX, "sha256:" + HEX + "?force=true", "sha256:../containers/x", "alpine:3.17", "sha256:abc"})
    void of_an_image(String id) {
        wired.docker.always("GET /images/json", Answer.ok("[{\"Id\":\"" + id + "\",\"RepoTags\":null}]"));

        nothing_was_asked_about_it(
                wired.execute(wired.other(DockerCleanup::images).build()), "GET /v1.44/images/json?all=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bridge", "../containers/x", HEX + "?force=true"})
    void of_a_network(String id) {
        wired.docker.always("GET /networks", Answer.ok("[{\"Id\":\"" + id + "\",\"Name\":\"x\",\"Scope\":\"local\"}]"));

        nothing_was_asked_about_it(
                wired.execute(wired.other(DockerCleanup::networks).build()), "GET /v1.44/networks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", ".*", "abcdefgh|ijklmnop", "abcdefgh,parent==x", "ABCDEFGH"})
    void of_a_record_of_the_build_cache(String id) {
        wired.docker.always(
                "GET /system/df",
                Answer.ok("{\"BuildCache\":[{\"ID\":\"" + id
                        + "\",\"InUse\":false,\"CreatedAt\":\"2026-03-01T08:00:00Z\"}]}"));

        nothing_was_asked_about_it(
                wired.execute(wired.other(DockerCleanup::buildCache).build()), "GET /v1.44/system/df");
    }
}
