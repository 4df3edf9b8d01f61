package vedette.magics;

import java.lang.reflect.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vedette.frame.Json;
import vedette.kernel.magic.Variables;
import vedette.kql.Spelling;
import vedette.kql.query.TimeRange;
import vedette.kql.syntax.Literals;
import vedette.magics.Head.Setting;
import vedette.magics.OptionSpec.Type;

/**
 * Makes values of what is written behind options: a literal, a variable of Java, {@code $NAME} of the environment. Nothing
 * is evaluated.
 */
final class OptionValue {

    private static final String NONE = "none";
    private static final String TIMEOUT = "timeout";

    private OptionValue() {}

    /**
     * The settings of a head.
     *
     * @throws vedette.kernel.CellFailure under the value that is none of its option's
     */
    static Settings of(List<Setting> written, Variables variables, String cellText) {
        Settings settings = Settings.NONE;
        for (Setting setting : written) {
            try {
                Setting meant = isOldTimeout(setting)
                        ? new Setting(OptionTable.get(TIMEOUT), setting.value(), false, setting.span())
                        : setting;
                settings = settings.with(meant.option(), of(meant, variables));
            } catch (IllegalArgumentException e) {
                throw KqlFailure.at(
                        cellText,
                        setting.value().map(Word::span).orElse(setting.span()),
                        String.valueOf(e.getMessage()),
                        "-" + setting.option().name() + ": " + setting.option().text());
            }
        }
        return settings;
    }

    /** Kqlmagic's {@code -to=30} is a timeout; a time is never a bare number. */
    private static boolean isOldTimeout(Setting setting) {
        return setting.option().name().equals("to")
                && setting.value().map(Word::text).filter(OptionValue::isDigits).isPresent();
    }

    private static Optional<Object> of(Setting setting, Variables variables) {
        if (setting.value().isEmpty()) {
            return Optional.of(!setting.isNegated());
        }
        return of(setting.option(), setting.value().get(), variables);
    }

    /**
     * The value that a word says.
     *
     * @throws IllegalArgumentException where it is none of the option's; the message says what would be
     */
    static Optional<Object> of(OptionSpec option, Word word, Variables variables) {
        String written = word.text();
        if (option.type() == Type.SECRET
                && !written.startsWith("$")
                && variables.get(written).isEmpty()) {
            throw new IllegalArgumentException("a secret must not stand in a notebook; name a variable or $NAME");
        }
        if (word.isQuoted()) {
            return ofText(option, word.value());
        }
        if (written.startsWith("$") && written.length() > 1) {
            return ofText(option, environment(written.substring(1)));
        }
        boolean isLiteral =
                option.type() == Type.CHOICE && choice(option, written).isPresent();
        Optional<Object> variable = isLiteral || option.type() == Type.NAME ? Optional.empty() : variables.get(written);
        if (variable.isPresent()) {
            Optional<Object> fitting = ofVariable(option, variable.get());
            boolean isFreeText = option.type() == Type.TEXT || option.type() == Type.LIST;
            if (fitting.isPresent() || !isFreeText) {
                return Optional.of(fitting.orElseThrow(() -> new IllegalArgumentException("the variable '" + written
                        + "' holds " + variable.get().getClass().getSimpleName() + ", which is no value of -"
                        + option.name())));
            }
        }
        try {
            return ofText(option, written);
        } catch (IllegalArgumentException e) {
            String near = Spelling.didYouMean(written, variables.names());
            throw near.isEmpty() ? e : new IllegalArgumentException(e.getMessage() + "; as a variable, " + near, e);
        }
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException("the environment has no variable " + name);
        }
        return value;
    }

    /**
     * The value that a text says, without variables.
     *
     * @throws IllegalArgumentException where it is none of the option's
     */
    static Optional<Object> ofText(OptionSpec option, String text) {
        boolean canBeNone = option.type() != Type.CHOICE && option.type() != Type.TEXT && option.type() != Type.LIST;
        if (canBeNone && text.equalsIgnoreCase(NONE)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (option.type()) {
                    case FLAG -> flag(text);
                    case COUNT -> count(text);
                    case NUMBER -> number(text);
                    case TEXT, SECRET, NAME -> text;
                    case LIST -> items(text);
                    case MAP -> map(text);
                    case DURATION -> duration(option, text);
                    case TIME -> AskedTime.checked(text);
                    case CHOICE ->
                        choice(option, text)
                                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no value of -"
                                        + option.name() + "; it takes " + String.join(", ", option.choices())));
                });
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    private static long count(String text) {
        if (!isDigits(text) || text.length() > 18) {
            throw new IllegalArgumentException("'" + text + "' is no whole number from 0 on");
        }
        return Long.parseLong(text);
    }

    private static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no number", e);
        }
    }

    /** A bare number is a number of seconds for the timeout, as it was for Kqlmagic, and nothing elsewhere. */
    private static Duration duration(OptionSpec option, String text) {
        return isSeconds(option) && isDigits(text) && text.length() < 10
                ? Duration.ofSeconds(Long.parseLong(text))
                : TimeRange.parseDuration(text);
    }

    private static boolean isSeconds(OptionSpec option) {
        return option.name().equals(TIMEOUT);
    }

    private static Optional<String> choice(OptionSpec option, String text) {
        return option.choices().stream().filter(text::equalsIgnoreCase).findFirst();
    }

    private static Map<?, ?> map(String text) {
        return Json.parse(text)
                .map(Json.Parsed::value)
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is no map; name a variable that holds one, or write JSON"));
    }

    /** The items of {@code a, b} or {@code ['a', 'b']}. */
    static List<String> items(String text) {
        String inner = text.strip();
        boolean isBracketed = inner.length() > 1
                && ((inner.startsWith("[") && inner.endsWith("]")) || (inner.startsWith("(") && inner.endsWith(")")));
        String list = isBracketed ? inner.substring(1, inner.length() - 1) : inner;
        List<String> items = new ArrayList<>();
        Words words = new Words(list.replace(',', ' '), 0, list.length());
        // Commas between quotes belong to an item.
        if (list.indexOf('"') >= 0 || list.indexOf('\'') >= 0) {
            return quotedItems(list);
        }
        words.rest().forEach(word -> items.add(word.value()));
        return List.copyOf(items);
    }

    private static List<String> quotedItems(String list) {
        List<String> items = new ArrayList<>();
        Words words = new Words(list, 0, list.length());
        while (!words.skip().atEnd()) {
            int start = words.at();
            int length = Literals.stringLength(list, start);
            int end = length > 0
                    ? start + length
                    : list.indexOf(',', start) < 0 ? list.length() : list.indexOf(',', start);
            String item = list.substring(start, end).strip();
            if (!item.isEmpty()) {
                items.add(length > 0 ? Literals.string(item) : item);
            }
            int comma = list.indexOf(',', end);
            words.goTo(comma < 0 ? list.length() : comma + 1);
        }
        return List.copyOf(items);
    }

    /** The value that a variable's value is for an option; empty where it is none. */
    static Optional<Object> ofVariable(OptionSpec option, Object value) {
        return switch (option.type()) {
            case FLAG -> only(Boolean.class, value);
            case COUNT -> value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
            case NUMBER -> value instanceof Number number ? Optional.of(number.doubleValue()) : Optional.empty();
            case TEXT, SECRET, NAME ->
                value instanceof CharSequence || value instanceof java.nio.file.Path || value instanceof java.net.URI
                        ? Optional.of(value.toString())
                        : Optional.empty();
            case CHOICE -> value instanceof CharSequence text ? ofText(option, text.toString()) : Optional.empty();
            case LIST -> list(value);
            case MAP -> only(Map.class, value);
            case DURATION ->
                switch (value) {
                    case Duration duration -> Optional.of(duration);
                    case Number number
                    when isSeconds(option) -> Optional.of(Duration.ofMillis(Math.round(1000 * number.doubleValue())));
                    case CharSequence text -> Optional.of(duration(option, text.toString()));
                    default -> Optional.empty();
                };
            case TIME -> AskedTime.isTime(value) ? Optional.of(value) : Optional.empty();
        };
    }

    private static Optional<Object> only(Class<?> type, Object value) {
        return type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> list(Object value) {
        List<String> items = new ArrayList<>();
        if (value instanceof Iterable<?> iterable) {
            iterable.forEach(item -> items.add(String.valueOf(item)));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(String.valueOf(Array.get(value, i)));
            }
        } else {
            return value instanceof CharSequence text ? Optional.of(items(text.toString())) : Optional.empty();
        }
        return Optional.of(List.copyOf(items));
    }
}
