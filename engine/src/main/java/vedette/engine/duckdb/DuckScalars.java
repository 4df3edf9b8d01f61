package vedette.engine.duckdb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.engine.function.JavaFunction;
import vedette.engine.function.JavaFunctions;
import vedette.frame.Json;
import vedette.frame.KqlType;
import vedette.kql.plan.Scalar;

/** Prints scalars for DuckDB: operators and some functions as SQL of their own, the rest as calls of Java functions. */
final class DuckScalars implements ScalarSql {

    private final OperatorSql operators;

    /** With arithmetic that wraps at the ends of long, as KQL's does, or with DuckDB's own, which is faster and fails. */
    DuckScalars(boolean wrapping) {
        this.operators = new OperatorSql(wrapping);
    }

    @Override
    public String sql(Scalar scalar, Names names) {
        return switch (scalar) {
            case Scalar.Reference reference -> names.of(reference.column());
            case Scalar.Constant constant -> constant(constant);
            case Scalar.Call call -> call(call, names);
            case Scalar.Query query -> {
                String value = "(" + names.of(query.plan()) + ")";
                yield query.type() == KqlType.STRING ? "coalesce(" + value + ", '')" : value;
            }
            case Scalar.Contained contained -> contained(contained, names);
        };
    }

    private String contained(Scalar.Contained contained, Names names) {
        KqlType type = contained.plan().columns().getFirst().type();
        String value = Conversions.to(
                type, sql(contained.value(), names), contained.value().type());
        String column = "c" + contained.plan().columns().getFirst().id();
        boolean fold = contained.ignoreCase() && type == KqlType.STRING;
        return "coalesce(" + (fold ? "lower(" + value + ")" : value) + " IN (SELECT "
                + (fold ? "lower(" + column + ")" : column) + " FROM (" + names.of(contained.plan()) + ")), false)";
    }

    private String call(Scalar.Call call, Names names) {
        List<String> arguments =
                call.arguments().stream().map(argument -> sql(argument, names)).toList();
        CallSql printed = new CallSql(call, arguments);
        return operators
                .print(printed)
                .or(() -> FunctionSql.print(printed))
                .or(() -> java(printed))
                .orElseThrow(
                        () -> new UnsupportedScalarException(call.function(), "is not supported by the local engine"));
    }

    private static Optional<String> java(CallSql call) {
        JavaFunction function = JavaFunctions.all().get(call.call().function());
        return function == null
                ? Optional.empty()
                : Optional.of(narrowed(
                        JavaFunctionSql.call(function, call.arguments(), call.types()),
                        function.result(),
                        call.call().type()));
    }

    /** Java functions have one whole and one approximate number type; KQL's signature may say a narrower one. */
    private static String narrowed(String sql, char result, KqlType type) {
        boolean fits = switch (type) {
            case INT -> false;
            case DECIMAL -> false;
            case REAL -> result == 'd';
            case LONG -> result == 'l';
            default -> true;
        };
        return fits ? sql : "CAST(" + sql + " AS " + SqlTypes.of(type) + ")";
    }

    private static String constant(Scalar.Constant constant) {
        @Nullable Object value = constant.value();
        if (value == null) {
            return "CAST(NULL AS " + SqlTypes.of(constant.type()) + ")";
        }
        return switch (value) {
            case Double real -> real(real);
            case BigDecimal decimal -> "CAST('" + decimal.toPlainString() + "' AS DECIMAL(38, 10))";
            case Long number ->
                number == Long.MIN_VALUE
                        ? "(-9223372036854775807 - 1)"
                        : number < 0 ? "(" + number + "::BIGINT)" : number + "::BIGINT";
            case Integer number -> number < 0 ? "(" + number + ")" : number.toString();
            case Boolean flag -> flag.toString();
            default -> constant.type() == KqlType.DYNAMIC ? dynamic(value.toString()) : Sql.string(value.toString());
        };
    }

    private static String dynamic(String json) {
        Optional<Json.Parsed> parsed = Json.parse(json);
        return parsed.isPresent() && parsed.get().value() == null
                ? "CAST(NULL AS VARCHAR)"
                : Sql.string(parsed.map(read -> Json.print(read.value())).orElse(json));
    }

    private static String real(double value) {
        if (Double.isNaN(value)) {
            return "'NaN'::DOUBLE";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "'Infinity'::DOUBLE" : "'-Infinity'::DOUBLE";
        }
        return "CAST('" + value + "' AS DOUBLE)";
    }
}
