package dev.cleanup.servlet.internal.page;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page's ES modules as one: a browser fetches them in one request, and compresses them against each other. Each module becomes a function of
 * its own that is called once, in the order of the imports, and returns what it exports; modules under {@code lib/} stay imports. Knows only the
 * forms that the page uses, and refuses others: named, namespace and bare imports, exported functions and constants, no circle of imports.
 */
final class ModuleBundle {
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^import (?:(?:\\{([^}]*)\\}|\\* as (\\w+)) from )?'([^']+)';$");
    private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(?:async )?(?:function|const|class) (\\w+))");
    private static final Pattern OTHER = Pattern.compile("(?m)^(?:import|export)\\b.*");
    private static final String LIBRARIES = "lib/";

    private final UnaryOperator<String> read;
    private final Map<String, String> modules = new LinkedHashMap<>();
    private final Set<String> open = new TreeSet<>();
    private final Map<String, Set<String>> libraries = new TreeMap<>();

    /** A bundle of what this reads by name. */
    ModuleBundle(UnaryOperator<String> read) {
        this.read = read;
    }

    /** The module of this name, and all that it imports. */
    String of(String entry) {
        add(entry);
        String imports = libraries.entrySet().stream()
                .map(library ->
                        "import {" + String.join(",", library.getValue()) + "} from './" + library.getKey() + "';\n")
                .collect(Collectors.joining());
        return imports + String.join("", modules.values());
    }

    private void add(String name) {
        if (modules.containsKey(name)) {
            return;
        }
        if (!open.add(name)) {
            throw new IllegalStateException("the page's modules import each other in a circle: " + open);
        }
        String body = imported(name, read.apply(name));
        Set<String> exports = new TreeSet<>();
        Matcher export = EXPORT.matcher(body);
        while (export.find()) {
            exports.add(export.group(1));
        }
        body = export.replaceAll("");
        Matcher other = OTHER.matcher(body);
        if (other.find()) {
            throw new IllegalStateException(name + " has an import or export of another form: " + other.group());
        }
        modules.put(
                name,
                "const " + variable(name) + "=(()=>{\n" + body + "\nreturn{" + String.join(",", exports) + "}})();\n");
        open.remove(name);
    }

    /** The module with its imports taken from the modules before it. */
    private String imported(String name, String text) {
        return IMPORT.matcher(text).replaceAll(each -> {
            String from = URI.create(name).resolve(each.group(3)).normalize().toString();
            String names = each.group(1);
            if (from.startsWith(LIBRARIES)) {
                libraries
                        .computeIfAbsent(from, library -> new TreeSet<>())
                        .addAll(Set.of(names.strip().split("\\s*,\\s*")));
                return "";
            }
            add(from);
            String wanted = names == null ? each.group(2) : "{" + names.replace(" as ", ":") + "}";
            if (wanted == null) {
                return "";
            }
            return Matcher.quoteReplacement("const " + wanted + "=" + variable(from) + ";");
        });
    }

    private static String variable(String module) {
        return "m_" + module.replaceAll("\\W", "_");
    }
}
