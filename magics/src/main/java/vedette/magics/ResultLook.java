package vedette.magics;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;
import vedette.frame.TableLook;
import vedette.frame.TableRenderer;
import vedette.kql.query.TimeRange;

/** How a result looks: its rows, what is missing in red above them, and one line on where they are from below. */
final class ResultLook {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm'Z'", Locale.ROOT);
    private static final int MOST_ROWS_OF_ALL = Integer.MAX_VALUE;

    private ResultLook() {}

    static MimeBundle of(KqlResult result) {
        return of(result, result.table());
    }

    /** The look of one of a result's frames. */
    static MimeBundle of(KqlResult result, Table table) {
        int most = (int) Math.min(result.settings().count("display_limit").orElse(MOST_ROWS_OF_ALL), MOST_ROWS_OF_ALL);
        return TableRenderer.render(table, look(result, table, most));
    }

    /** The lines of a result without its rows, for where a picture shows those. */
    static MimeBundle withoutRows(KqlResult result) {
        TableLook look = look(result, result.table(), MOST_ROWS_OF_ALL);
        List<String> lines = new ArrayList<>(look.alarms());
        lines.addAll(look.lines());
        return MimeBundle.html(
                "<small>"
                        + String.join(
                                "<br>",
                                lines.stream().map(vedette.display.Escape::html).toList()) + "</small>",
                String.join(
                        "\n", lines.stream().map(vedette.display.Escape::line).toList()));
    }

    private static TableLook look(KqlResult result, Table table, int most) {
        Settings settings = result.settings();
        List<String> lines = new ArrayList<>();
        if (settings.flag("feedback")) {
            lines.add(summary(result, table, most));
        } else {
            lines.add(size(table, most));
        }
        if (settings.flag("stats")) {
            result.info().statistics().forEach((name, value) -> lines.add(name + ": " + value));
        }
        return new TableLook(most, zone(settings.text("tz").orElse("UTC")), alarms(result), lines);
    }

    /** What is missing, in words that nobody takes for the query's own. */
    static List<String> alarms(KqlResult result) {
        return result.info().incomplete().map(why -> "INCOMPLETE: " + why).stream()
                .toList();
    }

    /** The zone of a name. */
    static ZoneId zone(String name) {
        try {
            return name.equalsIgnoreCase("UTC") ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw KqlFailure.of("'" + name + "' is no zone of time; write for example -tz=Europe/Oslo");
        }
    }

    /** One line: {@code 1,234 rows x 8 cols | soc@loganalytics | 24h to 12:00Z | 3.2 s}. */
    static String summary(KqlResult result) {
        return summary(result, result.table(), MOST_ROWS_OF_ALL);
    }

    private static String summary(KqlResult result, Table table, int most) {
        KqlInfo info = result.info();
        List<String> parts = new ArrayList<>(List.of(size(table, most)));
        if (result.isIncomplete()) {
            parts.set(0, parts.getFirst() + ", INCOMPLETE");
        }
        parts.add(info.connection()
                + (info.workspaces().isEmpty() ? "" : " and " + String.join(", ", info.workspaces())));
        parts.add(time(info));
        if (result.settings().flag("show_query_time")) {
            parts.add(duration(info.elapsed()));
        }
        info.recording().ifPresent(name -> parts.add("recorded in " + name));
        return String.join(" | ", parts);
    }

    private static String size(Table table, int most) {
        int rows = table.rowCount();
        int columns = table.columnCount();
        String size = String.format(
                Locale.ROOT,
                "%,d %s x %d %s",
                rows,
                rows == 1 ? "row" : "rows",
                columns,
                columns == 1 ? "col" : "cols");
        if (most >= rows) {
            return size;
        }
        return size + (most == 0 ? ", none shown" : String.format(Locale.ROOT, ", first %,d shown", most));
    }

    private static String time(KqlInfo info) {
        if (info.timeRange().isEmpty()) {
            return info.limitsTime() ? "time as in the query" : "all time";
        }
        String range = range(info.timeRange().get(), info.asked());
        return info.limitsTime() ? "intersection of -time (" + range + ") and the query" : range;
    }

    /** A stretch of time as people say it. */
    static String range(TimeRange range, Instant asked) {
        boolean endsNow = Duration.between(range.to(), asked).abs().compareTo(Duration.ofSeconds(2)) < 0;
        if (endsNow) {
            return length(range.length()) + " to " + CLOCK.format(range.to().atOffset(ZoneOffset.UTC));
        }
        return moment(range.from()) + " to " + moment(range.to());
    }

    private static String moment(Instant moment) {
        boolean isMidnight = moment.equals(moment.truncatedTo(ChronoUnit.DAYS));
        String text = moment.toString();
        return isMidnight ? text.substring(0, text.indexOf('T')) : text;
    }

    private static String length(Duration length) {
        long seconds = length.toSeconds();
        if (seconds % 86_400 == 0 && seconds > 86_400) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** A duration as people read it. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return String.format(Locale.ROOT, "%d:%02d min", millis / 60_000, millis / 1000 % 60);
    }
}
