package vedette.kql;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.frame.Ticks;

/** What stands inside {@code dynamic(...)}: JSON in which dates, timespans and guids keep their types. */
final class Dynamics {

    private static final int MOST_LEVELS = 100;

    private Dynamics() {}

    static String print(@Nullable Object value) {
        return print(value, 0);
    }

    private static String print(@Nullable Object value, int level) {
        if (level > MOST_LEVELS) {
            throw new IllegalArgumentException("value must not be nested more deeply than " + MOST_LEVELS + " levels");
        }
        return switch (value) {
            case null -> "null";
            case Boolean flag -> flag.toString();
            case BigDecimal number -> Literal.string(number.toPlainString());
            case Double number when !Double.isFinite(number) -> Literal.string(number.toString());
            case Number number -> Json.print(number instanceof Float ? (Object) number.doubleValue() : number);
            case UUID guid -> "guid(" + guid + ")";
            case Duration duration -> "time(" + Ticks.formatTimespan(Frames.ticks(duration)) + ")";
            case Map<?, ?> map -> bag(map.entrySet(), level);
            case Record entity -> bag(members(entity).entrySet(), level);
            case Optional<?> optional -> print(optional.orElse(null), level);
            default ->
                Literal.instant(value)
                        .map(instant -> "datetime(" + Ticks.formatDatetime(Ticks.of(instant)) + ")")
                        .or(() -> Literal.items(value).map(items -> array(items, level)))
                        .orElseGet(() -> Literal.string(value.toString()));
        };
    }

    private static String bag(Iterable<? extends Map.Entry<?, ?>> entries, int level) {
        List<String> members = new ArrayList<>();
        entries.forEach(entry ->
                members.add(Literal.string(String.valueOf(entry.getKey())) + ":" + print(entry.getValue(), level + 1)));
        return "{" + String.join(",", members) + "}";
    }

    private static String array(List<@Nullable Object> items, int level) {
        return "["
                + String.join(
                        ",", items.stream().map(item -> print(item, level + 1)).toList()) + "]";
    }

    private static Map<String, @Nullable Object> members(Record entity) {
        Map<String, @Nullable Object> members = new java.util.LinkedHashMap<>();
        for (RecordComponent component : entity.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                members.put(component.getName(), component.getAccessor().invoke(entity));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new IllegalArgumentException("value must let its members be read: " + component, e);
            }
        }
        return members;
    }
}
