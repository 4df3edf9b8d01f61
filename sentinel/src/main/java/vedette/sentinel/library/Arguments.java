package vedette.sentinel.library;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tech.tablesaw.columns.Column;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.frame.Ticks;
import vedette.kql.Spelling;
import vedette.kql.query.TimeRange;

/** Brings what a user gave, and a pack's defaults, to the types that parameters have. */
final class Arguments {

    private static final double NANOSECONDS_PER_DAY = 86_400e9;

    private Arguments() {}

    /** What a parameter gets. */
    sealed interface Argument {}

    /** A piece of KQL that the pack itself brings, to be pasted as it is. */
    record PackText(String text) implements Argument {}

    /**
     * A value: a String, Boolean, Long, BigInteger, BigDecimal, Double, Instant, Duration or another that KQL has a
     * literal for, or a list of such.
     */
    record Value(Object value) implements Argument {}

    /**
     * What each parameter of a query gets.
     *
     * @throws QueryLibraryException that names all that is missing, or one that is unknown or wrong
     */
    static Map<String, Argument> of(List<QueryParameter> parameters, Map<String, ?> given, Instant now) {
        Map<String, Object> byName = byName(parameters, given);
        List<String> missing = parameters.stream()
                .filter(parameter -> parameter.isRequired() && !byName.containsKey(parameter.name()))
                .map(QueryParameter::name)
                .toList();
        if (!missing.isEmpty()) {
            throw new QueryLibraryException(
                    (missing.size() == 1 ? "a value is missing for " : "values are missing for ")
                            + String.join(", ", missing) + "; it takes " + listed(parameters));
        }
        Map<String, Argument> arguments = new LinkedHashMap<>();
        for (QueryParameter parameter : parameters) {
            Optional<Object> value = Optional.ofNullable(byName.get(parameter.name()));
            arguments.put(
                    parameter.name(),
                    value.<Argument>map(present -> new Value(converted(parameter, present, now)))
                            .orElseGet(() -> ofDefault(parameter, now)));
        }
        return arguments;
    }

    private static Map<String, Object> byName(List<QueryParameter> parameters, Map<String, ?> given) {
        Map<String, Object> byName = new LinkedHashMap<>();
        given.forEach((written, value) -> {
            QueryParameter parameter = parameters.stream()
                    .filter(candidate -> candidate.goesBy(written))
                    .findFirst()
                    .orElseThrow(() -> new QueryLibraryException(unknown(written, parameters)));
            if (value == null) {
                throw new QueryLibraryException("the value of " + parameter.name() + " is null");
            }
            if (byName.put(parameter.name(), value) != null) {
                throw new QueryLibraryException("two values are given for " + parameter.name());
            }
        });
        return byName;
    }

    private static String unknown(String written, List<QueryParameter> parameters) {
        TreeSet<String> names = new TreeSet<>();
        parameters.forEach(parameter -> {
            names.add(parameter.name());
            names.addAll(parameter.aliases());
        });
        String hint = Spelling.didYouMean(written, names);
        return "there is no parameter '" + written + "'"
                + (hint.isEmpty() ? "; it takes " + listed(parameters) : "; " + hint);
    }

    private static String listed(List<QueryParameter> parameters) {
        return parameters.isEmpty()
                ? "none"
                : parameters.stream()
                        .map(parameter -> parameter.name() + " ("
                                + parameter.type().shownName() + (parameter.isRequired() ? ")" : ", optional)"))
                        .collect(Collectors.joining(", "));
    }

    /** A text default is a piece of the query; one of another type is a value, unless it is no value of that type. */
    private static Argument ofDefault(QueryParameter parameter, Instant now) {
        Object value = parameter.defaultValue().orElseThrow();
        if (parameter.type() == QueryParameter.Type.TEXT) {
            return new PackText(value.toString());
        }
        try {
            return new Value(converted(parameter, value, now));
        } catch (QueryLibraryException notOfItsType) {
            return new PackText(value.toString());
        }
    }

    private static Object converted(QueryParameter parameter, Object given, Instant now) {
        Object value = given instanceof Character character ? character.toString() : given;
        return switch (parameter.type()) {
            case TEXT -> items(value).<Object>map(list -> list).orElseGet(() -> scalar(value));
            case LIST -> list(value);
            case DATETIME ->
                instant(value, now)
                        .orElseThrow(() -> wrong(
                                parameter,
                                value,
                                "a date such as 2026-11-02T08:00, or an offset"
                                        + " from now such as -7 (days), -12h or -1d@d"));
            case INT -> whole(value).orElseThrow(() -> wrong(parameter, value, "a whole number"));
            case REAL -> real(value).orElseThrow(() -> wrong(parameter, value, "a number"));
            case BOOL -> bool(value).orElseThrow(() -> wrong(parameter, value, "true or false"));
            case TIMESPAN ->
                duration(value).orElseThrow(() -> wrong(parameter, value, "a length of time such as 1h or 00:30:00"));
        };
    }

    private static QueryLibraryException wrong(QueryParameter parameter, Object value, String wanted) {
        String shown = value instanceof String text
                ? "'" + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + "'"
                : value.getClass().getSimpleName();
        return new QueryLibraryException(parameter.name() + " cannot be " + shown + ": it takes " + wanted);
    }

    private static Object scalar(Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case Float number -> number.doubleValue();
            case Enum<?> constant -> constant.name();
            default -> moment(value).<Object>map(moment -> moment).orElse(value);
        };
    }

    private static Optional<List<Object>> items(Object value) {
        List<Object> items = new ArrayList<>();
        switch (value) {
            case Column<?> column -> {
                for (int row = 0; row < column.size(); row++) {
                    Frames.value(column, row).ifPresent(item -> items.add(scalar(item)));
                }
            }
            case Iterable<?> iterable ->
                iterable.forEach(item -> {
                    if (item != null) {
                        items.add(scalar(item));
                    }
                });
            case Object[] array -> List.of(array).forEach(item -> items.add(scalar(item)));
            case int[] array -> java.util.Arrays.stream(array).forEach(item -> items.add((long) item));
            case long[] array -> java.util.Arrays.stream(array).forEach(items::add);
            default -> {
                return Optional.empty();
            }
        }
        return Optional.of(items);
    }

    /** A text is a JSON array, or else items with commas between; any other value is a list of itself. */
    private static List<Object> list(Object value) {
        if (!(value instanceof String text)) {
            return items(value).orElseGet(() -> List.of(scalar(value)));
        }
        if (text.strip().startsWith("[")) {
            Optional<List<Object>> array = Json.parse(text.strip())
                    .map(Json.Parsed::value)
                    .filter(List.class::isInstance)
                    .flatMap(Arguments::items);
            if (array.isPresent()) {
                return array.get();
            }
        }
        List<Object> items = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            items.add(text.contains(",") ? item.strip() : item);
        }
        return items;
    }

    private static Optional<Instant> moment(Object value) {
        return switch (value) {
            case Instant instant -> Optional.of(instant);
            case LocalDateTime utc -> Optional.of(utc.toInstant(ZoneOffset.UTC));
            case LocalDate date -> Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
            case OffsetDateTime time -> Optional.of(time.toInstant());
            case ZonedDateTime time -> Optional.of(time.toInstant());
            default -> Optional.empty();
        };
    }

    static Optional<Instant> instant(Object value, Instant now) {
        return switch (value) {
            case Integer days -> TimeOffset.parse(days.toString(), now);
            case Long days -> TimeOffset.parse(days.toString(), now);
            case Number days -> Optional.of(now.plusNanos(Math.round(days.doubleValue() * NANOSECONDS_PER_DAY)));
            case Duration offset -> Optional.of(now.plus(offset));
            case String text when text.strip().equals("now") -> Optional.of(now);
            case String text -> TimeOffset.parse(text, now).or(() -> date(text.strip()));
            default -> moment(value);
        };
    }

    private static Optional<Instant> date(String text) {
        OptionalLong ticks = Ticks.parseDatetime(text);
        return ticks.isPresent() ? Optional.of(Ticks.toInstant(ticks.getAsLong())) : Optional.empty();
    }

    private static Optional<Object> whole(Object value) {
        return switch (scalar(value)) {
            case Long number -> Optional.of(number);
            case BigInteger number -> Optional.of(number);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 -> Optional.of(number.longValue());
            case String text when text.strip().matches("[+-]?\\d{1,18}") -> Optional.of(Long.parseLong(text.strip()));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> real(Object value) {
        return switch (scalar(value)) {
            case Long number -> Optional.of(number);
            case Double number -> Optional.of(number);
            case BigInteger number -> Optional.of(number);
            case BigDecimal number -> Optional.of(number);
            case String text
            when text.strip().matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?") ->
                Optional.of(Double.parseDouble(text.strip()));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> bool(Object value) {
        return switch (value) {
            case Boolean flag -> Optional.of(flag);
            case String text when text.strip().equalsIgnoreCase("true") -> Optional.of(true);
            case String text when text.strip().equalsIgnoreCase("false") -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> duration(Object value) {
        return switch (value) {
            case Duration duration -> Optional.of(duration);
            case String text -> lengthOfTime(text);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> lengthOfTime(String text) {
        try {
            return Optional.of(TimeRange.parseDuration(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
