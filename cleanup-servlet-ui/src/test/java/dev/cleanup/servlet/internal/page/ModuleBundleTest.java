package dev.cleanup.servlet.internal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file is made of the page's modules. That it runs is what the browser tests show. */
class ModuleBundleTest {
    private final Map<String, String> files = new HashMap<>();

    private String bundle() {
        return new ModuleBundle(files::get).of("app.js");
    }

    @Test
    void a_module_comes_once_and_after_what_it_imports() {
        files.put(
                "app.js",
                "import { a, b as c } from './x/a.js';\nimport './d.js';\nimport * as d from './d.js';\na(c, d.e);");
        files.put("x/a.js", "import { e } from '../d.js';\nexport const b = e;\nexport async function a() {}");
        files.put("d.js", "import {\nhtml,\nnothing,\n} from './lib/lit-html.js';\nexport const e = html;");
        assertThat(bundle()).isEqualTo("""
                import {html,nothing} from './lib/lit-html.js';
                const m_d_js=(()=>{

                const e = html;
                return{e}})();
                const m_x_a_js=(()=>{
                const { e }=m_d_js;
                const b = e;
                async function a() {}
                return{a,b}})();
                const m_app_js=(()=>{
                const { a, b:c }=m_x_a_js;

                const d=m_d_js;
                a(c, d.e);
                return{}})();
                """);
    }

    @Test
    void a_circle_is_refused() {
        files.put("app.js", "import { a } from './a.js';");
        files.put("a.js", "import { b } from './b.js';");
        files.put("b.js", "import { a } from './a.js';");
        assertThatThrownBy(this::bundle).hasMessageContaining("in a circle").hasMessageContaining("b.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default 1;",
                "export let a = 1;",
                "export { a };",
                "export * from './a.js';",
                "import a from './a.js';",
                "import { a } from \"./a.js\";"
            })
    void other_forms_are_refused(String line) {
        files.put("app.js", line);
        assertThatThrownBy(this::bundle).hasMessageContaining("app.js has an import or export of another form");
    }

    @Test
    void lines_that_only_authors_need_are_left_out() {
        assertThat(Packed.lines(
                        "/** Says\n * a lot. */\nlet a = 1; // stays\n\n  // goes\n  a /* stays */ = 2;\n/* goes */\n"))
                .isEqualTo("let a = 1; // stays\na /* stays */ = 2;");
    }
}
