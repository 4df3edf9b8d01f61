package vedette.display;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTML of values that are tables by nature: a map, a record, and rows of records, of maps or of lists.
 *
 * @param columns the heads
 * @param rows the values by column
 * @param notice how much of it is shown, or empty
 */
record ValueTable(List<String> columns, List<Map<String, Object>> rows, String notice) {

    private static final int MOST_ROWS = 100;
    private static final int MOST_COLUMNS = 50;
    private static final int MOST_COUNTED = 1_000;
    private static final String KEY = "key";
    private static final String VALUE = "value";
    private static final Object NULL = new Object();

    /** A value as a table, where it is one. What its code throws makes it none: its text tells. */
    static Optional<ValueTable> of(Object value) {
        try {
            return switch (value) {
                case Optional<?> optional -> optional.flatMap(ValueTable::of);
                case Object whole when Parts.isWhole(whole) -> Optional.empty();
                case Map<?, ?> map -> ofMap(map);
                case Record plain -> ofRecord(plain);
                default -> Parts.elements(value).flatMap(rest -> ofRows(rest, Parts.size(value)));
            };
        } catch (Throwable thrown) {
            Parts.rethrowFatal(thrown);
            return Optional.empty();
        }
    }

    private static Optional<ValueTable> ofMap(Map<?, ?> map) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Iterator<? extends Map.Entry<?, ?>> rest = map.entrySet().iterator();
        while (rest.hasNext() && rows.size() < MOST_ROWS) {
            Map.Entry<?, ?> entry = rest.next();
            rows.add(Map.of(KEY, present(entry.getKey()), VALUE, present(entry.getValue())));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new ValueTable(List.of(KEY, VALUE), rows, notice(rows.size(), map.size(), "entries")));
    }

    private static Optional<ValueTable> ofRecord(Record plain) {
        List<Map<String, Object>> rows = Parts.fields(plain).stream()
                .<Map<String, Object>>map(field -> Map.of(KEY, field.name(), VALUE, present(field.value())))
                .toList();
        return rows.isEmpty() ? Optional.empty() : Optional.of(new ValueTable(List.of(KEY, VALUE), rows, ""));
    }

    private static Optional<ValueTable> ofRows(Iterator<?> rest, int size) {
        List<Object> elements = new ArrayList<>();
        while (rest.hasNext() && elements.size() < MOST_ROWS) {
            Object element = rest.next();
            boolean isRow = element != null && isRow(element);
            if (!isRow || !isLike(elements, element)) {
                return Optional.empty();
            }
            elements.add(element);
        }
        List<Map<String, Object>> rows = elements.stream().map(ValueTable::row).toList();
        SequencedSet<String> columns = rows.stream()
                .flatMap(row -> row.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String notice = notice(rows.size(), size, "rows")
                + notice(Math.min(MOST_COLUMNS, columns.size()), columns.size(), "columns");
        return Optional.of(new ValueTable(columns.stream().limit(MOST_COLUMNS).toList(), rows, notice));
    }

    private static boolean isRow(Object element) {
        return !Parts.isWhole(element)
                && (element instanceof Record
                        || element instanceof Map
                        || element instanceof List
                        || element.getClass().isArray());
    }

    /** Whether an element is of the kind of those before. */
    private static boolean isLike(List<Object> elements, Object element) {
        if (elements.isEmpty()) {
            return true;
        }
        Object first = elements.getFirst();
        return element instanceof Map
                ? first instanceof Map
                : element instanceof Collection
                        ? first instanceof Collection
                        : first.getClass().equals(element.getClass());
    }

    private static Map<String, Object> row(Object element) {
        Map<String, Object> row = new LinkedHashMap<>();
        switch (element) {
            case Record plain -> Parts.fields(plain).forEach(field -> row.put(field.name(), present(field.value())));
            case Map<?, ?> map -> {
                Iterator<? extends Map.Entry<?, ?>> rest = map.entrySet().iterator();
                while (rest.hasNext() && row.size() < MOST_COUNTED) {
                    Map.Entry<?, ?> entry = rest.next();
                    row.put(String.valueOf(entry.getKey()), present(entry.getValue()));
                }
            }
            default -> {
                Iterator<?> rest = Parts.elements(element).orElseThrow();
                while (rest.hasNext() && row.size() < MOST_COUNTED) {
                    row.put(String.valueOf(row.size()), present(rest.next()));
                }
            }
        }
        return row;
    }

    private static Object present(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    private static String notice(int shown, int size, String what) {
        return shown < size ? String.format(Locale.ROOT, "first %,d of %,d %s ", shown, size, what) : "";
    }

    /** The table, all data escaped. */
    String html(UnaryOperator<String> wording) {
        StringBuilder html = new StringBuilder("<div style=\"overflow-x:auto\"><table><thead><tr>");
        for (String column : columns) {
            html.append("<th style=\"text-align:").append(align(column)).append("\">");
            html.append(Escape.html(Escape.shortened(column, ValueText.Limits.NARROW.characters())));
            html.append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (Map<String, Object> row : rows) {
            html.append("<tr>");
            columns.forEach(column -> cell(html, column, row.get(column), wording));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
        if (!notice.isEmpty()) {
            html.append("<small>").append(Escape.html(notice.strip())).append("</small>");
        }
        return html.toString();
    }

    private void cell(StringBuilder html, String column, @Nullable Object value, UnaryOperator<String> wording) {
        html.append("<td style=\"text-align:").append(align(column)).append(";white-space:pre-wrap\"");
        if (value == null || value == NULL) {
            html.append('>')
                    .append(value == null ? "" : "<i style=\"opacity:.5\">null</i>")
                    .append("</td>");
            return;
        }
        String text = ValueText.of(value, ValueText.Limits.TITLE, wording);
        String cut = Escape.shortened(text, ValueText.Limits.NARROW.characters());
        if (!cut.equals(text)) {
            html.append(" title=\"").append(Escape.html(text)).append('"');
        }
        html.append('>').append(Escape.html(cut)).append("</td>");
    }

    /** Columns of numbers alone stand to the right. */
    private String align(String column) {
        boolean isNumeric = rows.stream()
                .map(row -> row.getOrDefault(column, NULL))
                .allMatch(value -> value instanceof Number || value == NULL);
        return isNumeric ? "right" : "left";
    }
}
