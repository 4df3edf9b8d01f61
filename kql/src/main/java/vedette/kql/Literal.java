package vedette.kql;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;
import vedette.frame.Ticks;

/**
 * Writes Java values as KQL literals, so that a value stays a value whatever it holds: what is written, read by KQL, is
 * the value again.
 */
public final class Literal {

    private Literal() {}

    /**
     * The literal of a value. Strings, numbers, booleans, dates, durations and guids become literals of their types;
     * lists, arrays and Tablesaw columns a list of literals as {@code in (...)} takes it; maps and records become dynamic
     * values, frames a {@code datatable}. Dates and times without a zone are UTC.
     *
     * @throws IllegalArgumentException for a value of a class that KQL has no type for
     */
    public static String print(@Nullable Object value) {
        return switch (value) {
            case null -> "dynamic(null)";
            case String text -> string(text);
            case Character character -> string(character.toString());
            case CharSequence text -> string(text.toString());
            case URI address -> string(address.toString());
            case Path path -> string(path.toString());
            case InetAddress address -> string(address.getHostAddress());
            case Enum<?> constant -> string(constant.name());
            case Boolean flag -> flag.toString();
            case Byte number -> "int(" + number + ")";
            case Short number -> "int(" + number + ")";
            case Integer number -> "int(" + number + ")";
            case Long number -> "long(" + number + ")";
            case BigInteger number -> "decimal(" + number + ")";
            case BigDecimal number -> "decimal(" + number.toPlainString() + ")";
            case Float number -> real(number.doubleValue());
            case Double number -> real(number);
            case UUID guid -> "guid(" + guid + ")";
            case Duration duration -> "timespan(" + Ticks.formatTimespan(Frames.ticks(duration)) + ")";
            case Map<?, ?> map -> "dynamic(" + Dynamics.print(map) + ")";
            case Record entity -> "dynamic(" + Dynamics.print(entity) + ")";
            case Table table -> Datatables.print(table);
            case Optional<?> optional -> print(optional.orElse(null));
            default ->
                instant(value)
                        .map(instant -> "datetime(" + Ticks.formatDatetime(Ticks.of(instant)) + ")")
                        .or(() -> items(value).map(Literal::list))
                        .orElseThrow(() -> new IllegalArgumentException("value must have a type that KQL knows: "
                                + value.getClass().getName()));
        };
    }

    static Optional<Instant> instant(Object value) {
        return switch (value) {
            case Instant instant -> Optional.of(instant);
            case LocalDateTime utc -> Optional.of(utc.toInstant(ZoneOffset.UTC));
            case LocalDate date -> Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
            case OffsetDateTime time -> Optional.of(time.toInstant());
            case ZonedDateTime time -> Optional.of(time.toInstant());
            case Date date -> Optional.of(date.toInstant());
            default -> Optional.empty();
        };
    }

    static Optional<List<@Nullable Object>> items(Object value) {
        List<@Nullable Object> items = new ArrayList<>();
        switch (value) {
            case Column<?> column -> {
                for (int row = 0; row < column.size(); row++) {
                    items.add(Frames.value(column, row).orElse(null));
                }
            }
            case Iterable<?> iterable -> iterable.forEach(items::add);
            default -> {
                if (!value.getClass().isArray()) {
                    return Optional.empty();
                }
                for (int i = 0; i < Array.getLength(value); i++) {
                    items.add(Array.get(value, i));
                }
            }
        }
        return Optional.of(items);
    }

    /** A name of a table, column or function, in brackets, so that it may hold anything. */
    public static String name(String name) {
        return "[" + string(name) + "]";
    }

    /** An empty list would be no KQL; nothing is in an empty dynamic array either. */
    private static String list(List<@Nullable Object> items) {
        return items.isEmpty()
                ? "dynamic([])"
                : String.join(", ", items.stream().map(Literal::print).toList());
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "real(nan)";
        }
        return Double.isInfinite(value) ? (value > 0 ? "real(+inf)" : "real(-inf)") : "real(" + value + ")";
    }

    static String string(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029 || Character.isSurrogate(c)) {
                        literal.append("\\u%04x".formatted((int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }
}
