package dev.cleanup.servlet.internal.api;

import dev.cleanup.servlet.internal.http.Answer;
import dev.cleanup.servlet.internal.http.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Tables as CSV (RFC 4180). What a spreadsheet would run as a formula is kept from it by a quote in front, as OWASP recommends against CSV
 * injection.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private Csv() {}

    /** A file to be saved under this name. */
    static <T> Answer file(String name, List<String> header, List<T> rows, Function<T, List<Object>> cells) {
        Content content = Content.text(out -> {
            line(out, header);
            rows.forEach(row -> line(out, cells.apply(row)));
        });
        return Answer.of(200, "text/csv;charset=utf-8", content)
                .with("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
    }

    private static void line(Writer out, List<?> cells) {
        try {
            out.write(cells.stream().map(Csv::cell).collect(Collectors.joining(",")));
            out.write("\r\n");
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private static String cell(Object value) {
        if (value instanceof Number) {
            return value.toString();
        }
        String text = value.toString();
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
