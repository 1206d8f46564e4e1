package dev.cleanup.servlet.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which finds what keeps people with a screen reader, a keyboard or weak eyes out. */
final class Axe {
    private static final String SCRIPT = read();
    private static final String RUN = """
            const [rules, done] = arguments;
            axe.run(document, rules.length ? { runOnly: { type: 'rule', values: rules } } : {}).then(
              ({ violations }) => done(violations.flatMap(({ id, help, nodes }) =>
                nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 300)} ${failureSummary}`))),
              (failure) => done([String(failure)]));
            """;

    private Axe() {}

    private static String read() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What is on screen that breaks one of these rules; all rules that axe knows when none is named. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Browser browser, String... rules) {
        if (!(Boolean) browser.run("return 'axe' in window")) {
            browser.run(SCRIPT);
        }
        return (List<String>) browser.driver().executeAsyncScript(RUN, List.of(rules));
    }
}
