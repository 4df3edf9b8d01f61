package vedette.kql.plan;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vedette.frame.KqlType;

/** A typed value computed for each row. Nothing of KQL's syntax is left: operators are calls like functions. */
public sealed interface Scalar {

    /** The type of the value. */
    KqlType type();

    /** A column of the relation around. */
    record Reference(Column column) implements Scalar {

        public Reference {
            requireNonNull(column, "column is null");
        }

        @Override
        public KqlType type() {
            return column.type();
        }

        @Override
        public String toString() {
            return column.toString();
        }
    }

    /**
     * A value known before the query runs: Boolean, Integer, Long, Double, String, UUID or BigDecimal as the type says;
     * for datetime and timespan a Long of ticks (100 ns, a datetime's from 0001-01-01); for dynamic a String of JSON; null
     * for KQL's null.
     */
    record Constant(KqlType type, @Nullable Object value) implements Scalar {

        public Constant {
            boolean fits = value == null
                    ? type != KqlType.STRING
                    : switch (type) {
                        case BOOL -> value instanceof Boolean;
                        case INT -> value instanceof Integer;
                        case LONG, DATETIME, TIMESPAN -> value instanceof Long;
                        case REAL -> value instanceof Double;
                        case STRING, DYNAMIC -> value instanceof String;
                        case GUID -> value instanceof UUID;
                        case DECIMAL -> value instanceof BigDecimal;
                    };
            if (!fits) {
                throw new IllegalArgumentException("value must be a " + type + ": " + value);
            }
        }

        /** A string. */
        public static Constant of(String value) {
            return new Constant(KqlType.STRING, value);
        }

        /** A long. */
        public static Constant of(long value) {
            return new Constant(KqlType.LONG, value);
        }

        @Override
        public String toString() {
            return value instanceof String text && type == KqlType.STRING ? '"' + text + '"' : String.valueOf(value);
        }
    }

    /**
     * A function or operator applied to values. Operators go by their KQL spelling: {@code +}, {@code and}, {@code ==},
     * {@code !has_cs}, {@code matches regex}; {@code in}, {@code has_any} and their like take the value, then the items;
     * {@code between} the value, then both ends; {@code []} a dynamic and an index or a string constant, which is also
     * what {@code d.name} becomes. A function whose arguments KQL converts finds them as they were written.
     */
    record Call(String function, List<Scalar> arguments, KqlType type) implements Scalar {

        public Call {
            requireNonNull(function, "function is null");
            requireNonNull(type, "type is null");
            arguments = List.copyOf(arguments);
        }

        public Call(String function, KqlType type, Scalar... arguments) {
            this(function, List.of(arguments), type);
        }

        @Override
        public String toString() {
            return function + arguments.stream().map(Scalar::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** The first column of a plan's first row: {@code toscalar}. */
    record Query(Plan plan, KqlType type) implements Scalar {

        public Query {
            if (plan.columns().isEmpty()) {
                throw new IllegalArgumentException("plan must have a column");
            }
            requireNonNull(type, "type is null");
        }
    }

    /** Whether a value stands in a plan's first column: {@code in (T)}; {@code in~} where case is ignored. */
    record Contained(Scalar value, Plan plan, boolean ignoreCase) implements Scalar {

        public Contained {
            requireNonNull(value, "value is null");
            if (plan.columns().isEmpty()) {
                throw new IllegalArgumentException("plan must have a column");
            }
        }

        @Override
        public KqlType type() {
            return KqlType.BOOL;
        }
    }
}
