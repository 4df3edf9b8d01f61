package vedette.sentinel.library;

import java.util.List;

/** What a query is and takes, as text. */
final class QueryHelp {

    private static final int LONGEST_DEFAULT = 80;

    private QueryHelp() {}

    static String of(LibraryQuery query) {
        StringBuilder help = new StringBuilder(query.name()).append('\n');
        line("family", String.join(", ", query.families()), help);
        line("tables", String.join(", ", query.tables()), help);
        line("techniques", String.join(", ", query.techniques()), help);
        line("source", query.source(), help);
        if (query instanceof SentinelRule rule) {
            line("runs", rule.schedule(), help);
        }
        if (!query.description().isBlank()) {
            help.append('\n').append(query.description().strip()).append('\n');
        }
        if (!query.parameters().isEmpty()) {
            help.append("\nparameters\n");
            query.parameters().forEach(parameter -> add(parameter, help));
        }
        return help.append('\n').append(query.text().strip()).toString();
    }

    private static void line(String name, String value, StringBuilder help) {
        if (!value.isEmpty()) {
            help.append("  ").append(name).append(": ").append(value).append('\n');
        }
    }

    private static void add(QueryParameter parameter, StringBuilder help) {
        help.append("  ")
                .append(parameter.name())
                .append(": ")
                .append(parameter.type().shownName());
        help.append(parameter
                .defaultValue()
                .map(value -> ", default " + shown(value))
                .orElse(", must be given"));
        if (!parameter.aliases().isEmpty()) {
            help.append(", also ").append(String.join(", ", parameter.aliases()));
        }
        help.append('\n');
        parameter
                .description()
                .strip()
                .lines()
                .forEach(line -> help.append("      ").append(line).append('\n'));
    }

    private static String shown(Object value) {
        String text = value instanceof List<?> list
                ? String.join(", ", list.stream().map(String::valueOf).toList())
                : value.toString().strip();
        if (text.isEmpty()) {
            return "empty";
        }
        String line = text.replaceAll("\\s+", " ");
        return line.length() > LONGEST_DEFAULT ? line.substring(0, LONGEST_DEFAULT) + "…" : line;
    }
}
