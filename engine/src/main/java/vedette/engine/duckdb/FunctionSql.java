package vedette.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vedette.frame.KqlType;
import vedette.kql.query.QueryException;

/** Prints the functions that SQL computes by itself, most of them on DuckDB's own functions. */
final class FunctionSql {

    private static final String PI = "pi()";
    private static final String FORMAT_DELIMITERS = "/-:,._[] ";

    private FunctionSql() {}

    /** The call's SQL; empty where its function is none of these. */
    static Optional<String> print(CallSql call) {
        String sql = conversion(call);
        sql = sql == null ? conditional(call) : sql;
        sql = sql == null ? number(call) : sql;
        sql = sql == null ? text(call) : sql;
        return Optional.ofNullable(sql == null ? dynamic(call) : sql);
    }

    private static @Nullable String conversion(CallSql call) {
        return switch (call.call().function()) {
            case "tostring" -> call.text(0);
            case "toint" -> call.as(KqlType.INT, 0);
            case "tolong" -> call.as(KqlType.LONG, 0);
            case "todouble", "toreal" -> call.real(0);
            case "todecimal" -> call.as(KqlType.DECIMAL, 0);
            case "tobool", "toboolean" -> call.as(KqlType.BOOL, 0);
            case "todatetime" -> call.as(KqlType.DATETIME, 0);
            case "totimespan", "totime" -> call.as(KqlType.TIMESPAN, 0);
            case "toguid" -> call.as(KqlType.GUID, 0);
            case "as_dynamic" -> call.as(KqlType.DYNAMIC, 0);
            case "todynamic", "parse_json", "parsejson", "toobject" ->
                call.type(0) == KqlType.STRING ? "kql_parse_json(" + call.sql(0) + ")" : call.as(KqlType.DYNAMIC, 0);
            case "gettype" ->
                call.type(0) == KqlType.DYNAMIC
                        ? "kql__dynamic_type(" + call.sql(0) + ")"
                        : Sql.string(call.type(0).kqlName());
            case "parse_version" -> "TRY_CAST(kql_parse_version(" + call.text(0) + ") AS DECIMAL(38, 10))";
            default -> null;
        };
    }

    private static @Nullable String conditional(CallSql call) {
        KqlType type = call.call().type();
        return switch (call.call().function()) {
            case "iff", "iif" ->
                "CASE WHEN " + call.as(KqlType.BOOL, 0) + " THEN " + call.as(type, 1) + " ELSE " + call.as(type, 2)
                        + " END";
            case "case" -> cases(call, type);
            case "coalesce" ->
                type == KqlType.STRING
                        ? "coalesce("
                                + call.all(type, 0).stream()
                                        .map(item -> "nullif(" + item + ", '')")
                                        .collect(Collectors.joining(", "))
                                + ", '')"
                        : "coalesce(" + String.join(", ", call.all(type, 0)) + ")";
            case "isnull" -> call.type(0) == KqlType.STRING ? "false" : "(" + call.sql(0) + " IS NULL)";
            case "isnotnull", "notnull" ->
                call.type(0) == KqlType.STRING ? "true" : "(" + call.sql(0) + " IS NOT NULL)";
            case "isempty" -> "(" + call.text(0) + " = '')";
            case "isnotempty", "notempty" -> "(" + call.text(0) + " <> '')";
            case "min_of", "max_of" -> extreme(call, type);
            case "assert" -> "true";
            case "current_database" -> "'local'";
            case "new_guid" -> "CAST(uuid() AS VARCHAR)";
            case "ingestion_time" -> "CAST(NULL AS BIGINT)";
            case "estimate_data_size" ->
                call.all(KqlType.STRING, 0).stream()
                        .map(text -> "strlen(" + text + ")")
                        .collect(Collectors.joining(" + ", "(", ")"));
            default -> null;
        };
    }

    private static String cases(CallSql call, KqlType type) {
        StringBuilder sql = new StringBuilder("CASE");
        for (int i = 0; i + 1 < call.size(); i += 2) {
            sql.append(" WHEN ")
                    .append(call.as(KqlType.BOOL, i))
                    .append(" THEN ")
                    .append(call.as(type, i + 1));
        }
        return sql.append(" ELSE ")
                .append(call.as(type, call.size() - 1))
                .append(" END")
                .toString();
    }

    /** A NaN among reals is the answer for both ends. */
    private static String extreme(CallSql call, KqlType type) {
        List<String> values = call.all(type, 0);
        String name = call.call().function().equals("min_of") ? "least" : "greatest";
        String sql = name + "(" + String.join(", ", values) + ")";
        if (type != KqlType.REAL || name.equals("greatest")) {
            return sql;
        }
        String anyNan = values.stream().map(value -> "isnan(" + value + ")").collect(Collectors.joining(" OR "));
        return "CASE WHEN " + anyNan + " THEN 'NaN'::DOUBLE ELSE " + sql + " END";
    }

    private static @Nullable String number(CallSql call) {
        KqlType type = call.call().type();
        String name = call.call().function();
        return switch (name) {
            case "abs" -> "vedette_abs(" + (type == KqlType.LONG ? call.as(KqlType.LONG, 0) : call.sql(0)) + ")";
            case "sign" -> "CAST(sign(" + call.sql(0) + ") AS " + SqlTypes.of(type) + ")";
            case "ceiling" -> "CAST(ceil(" + call.sql(0) + ") AS " + SqlTypes.of(type) + ")";
            case "round" ->
                "round(" + call.real(0) + ", CAST(" + (call.size() > 1 ? call.sql(1) : "0") + " AS INTEGER))";
            case "bin", "floor" ->
                call.size() == 1
                        ? "CAST(floor(" + call.sql(0) + ") AS " + SqlTypes.of(type) + ")"
                        : bin(type, call.as(type, 0), binStep(call, type, 1));
            case "bin_at" -> binAt(type, call.as(type, 0), binStep(call, type, 1), call.as(type, 2));
            case "sqrt" -> "CASE WHEN " + call.real(0) + " < 0 THEN 'NaN'::DOUBLE ELSE sqrt(" + call.real(0) + ") END";
            case "log" -> logarithm("ln", call.real(0));
            case "log2" -> logarithm("log2", call.real(0));
            case "log10" -> logarithm("log10", call.real(0));
            case "exp", "sin", "cos", "tan", "atan", "cot", "degrees", "radians" -> name + "(" + call.real(0) + ")";
            case "asin", "acos" ->
                "CASE WHEN abs(" + call.real(0) + ") <= 1 THEN " + name + "(" + call.real(0)
                        + ") ELSE 'NaN'::DOUBLE END";
            case "atan2" -> "atan2(" + call.real(0) + ", " + call.real(1) + ")";
            case "exp2" -> "pow(2.0::DOUBLE, " + call.real(0) + ")";
            case "exp10" -> "pow(10.0::DOUBLE, " + call.real(0) + ")";
            case "pow" -> "pow(" + call.real(0) + ", " + call.real(1) + ")";
            case "gamma" -> "gamma(" + call.real(0) + ")";
            case "loggamma" -> "lgamma(" + call.real(0) + ")";
            case "pi" -> PI;
            case "rand" -> call.size() == 0 ? "random()" : "floor(random() * " + call.real(0) + ")";
            case "isnan" -> "isnan(" + call.real(0) + ")";
            case "isinf" -> "isinf(" + call.real(0) + ")";
            case "isfinite" -> "isfinite(" + call.real(0) + ")";
            case "gcd", "lcm" -> name + "(" + call.sql(0) + ", " + call.sql(1) + ")";
            case "binary_and" -> "(" + call.sql(0) + " & " + call.sql(1) + ")";
            case "binary_or" -> "(" + call.sql(0) + " | " + call.sql(1) + ")";
            case "binary_xor" -> "xor(" + call.sql(0) + ", " + call.sql(1) + ")";
            case "binary_not" -> "(~ " + call.sql(0) + ")";
            case "binary_shift_left" ->
                "vedette_wrap(CAST(" + call.sql(0) + " AS HUGEINT) * CAST(pow(2, (" + call.sql(1)
                        + ") & 63) AS HUGEINT))";
            case "binary_shift_right" -> "(" + call.sql(0) + " >> CAST((" + call.sql(1) + ") & 63 AS BIGINT))";
            case "bitset_count_ones" -> "CAST(bit_count(" + call.as(KqlType.LONG, 0) + ") AS BIGINT)";
            default -> null;
        };
    }

    private static String binStep(CallSql call, KqlType type, int i) {
        boolean ticks = type == KqlType.DATETIME || type == KqlType.TIMESPAN;
        return ticks ? call.sql(i) : call.as(type, i);
    }

    private static String logarithm(String function, String value) {
        return "CASE WHEN " + value + " > 0 THEN " + function + "(" + value + ") WHEN " + value
                + " = 0 THEN '-Infinity'::DOUBLE END";
    }

    private static String bin(KqlType type, String value, String step) {
        return switch (type) {
            case REAL -> "(floor(" + value + " / " + step + ") * nullif(" + step + ", 0))";
            case DECIMAL -> Conversions.decimals("bin", value, step);
            case DATETIME, TIMESPAN ->
                "CASE WHEN " + step + " > 0 THEN " + value + " - vedette_mod(" + value + ", " + step + ") END";
            default -> "(" + value + " - vedette_mod(" + value + ", " + step + "))";
        };
    }

    private static String binAt(KqlType type, String value, String step, String fixed) {
        return type == KqlType.REAL
                ? "(" + fixed + " + floor((" + value + " - " + fixed + ") / " + step + ") * " + step + ")"
                : "(" + value + " - vedette_mod(" + value + " - " + fixed + ", " + step + "))";
    }

    private static @Nullable String text(CallSql call) {
        return switch (call.call().function()) {
            case "strlen" -> "length(" + call.text(0) + ")";
            case "strcat" -> call.all(KqlType.STRING, 0).stream().collect(Collectors.joining(" || ", "(", ")"));
            case "strcat_delim" ->
                "array_to_string([" + String.join(", ", call.all(KqlType.STRING, 1)) + "], " + call.text(0) + ")";
            case "tolower" -> "lower(" + call.text(0) + ")";
            case "toupper" -> "upper(" + call.text(0) + ")";
            case "replace" -> "kql_replace_regex(" + call.text(2) + ", " + call.text(0) + ", " + call.text(1) + ")";
            case "extract_all" ->
                call.size() == 2
                        ? "kql__extract_all(" + call.text(0) + ", NULL, " + call.text(1) + ")"
                        : "kql__extract_all(" + call.text(0) + ", " + call.sql(1) + ", " + call.text(2) + ")";
            case "extract_json", "extractjson" ->
                "kql__dynamic_text(kql__extract_json(" + call.text(0) + ", " + call.text(1) + "))";
            case "hash", "hash_xxhash64" ->
                "kql__hash_xxhash64(" + call.text(0) + ", " + (call.size() > 1 ? call.as(KqlType.LONG, 1) : "NULL")
                        + ")";
            case "startofday" -> call.size() > 1 ? null : "(" + call.sql(0) + " - " + call.sql(0) + " % 864000000000)";
            case "format_datetime" -> format(call, "dfFhHmMsty");
            case "format_timespan" -> format(call, "dfFhHms");
            case "make_timespan" -> timespan(call);
            default -> null;
        };
    }

    /** Checks a format that is known; printing is Java's. */
    private static @Nullable String format(CallSql call, String letters) {
        call.constantText(1)
                .ifPresent(format -> format.chars()
                        .filter(c -> letters.indexOf(c) < 0 && FORMAT_DELIMITERS.indexOf(c) < 0)
                        .findFirst()
                        .ifPresent(c -> {
                            throw QueryException.failed(
                                    "'" + (char) c + "' cannot stand in the format of "
                                            + call.call().function() + "()",
                                    null);
                        }));
        return null;
    }

    private static String timespan(CallSql call) {
        List<String> parts = new ArrayList<>();
        int days = call.size() == 4 ? 1 : 0;
        parts.add(days == 1 ? call.as(KqlType.LONG, 0) : "0");
        parts.add(call.as(KqlType.LONG, days));
        parts.add(call.as(KqlType.LONG, days + 1));
        parts.add(call.size() > days + 2 ? call.real(days + 2) : "0");
        return "kql__make_timespan(" + String.join(", ", parts) + ")";
    }

    private static @Nullable String dynamic(CallSql call) {
        String name = call.call().function();
        return switch (name) {
            case "bag_pack", "pack", "pack_dictionary" ->
                "kql__bag_pack(" + String.join(", ", call.all(KqlType.DYNAMIC, 0)) + ")";
            case "array_sort_asc", "array_sort_desc" ->
                "kql__" + name + "(" + call.as(KqlType.DYNAMIC, 0) + ", "
                        + (call.size() > 1 && call.type(1) == KqlType.BOOL ? call.sql(1) : "NULL") + ")";
            case "tohex" ->
                call.type(0) == KqlType.INT
                        ? "kql_tohex(" + call.sql(0) + " & 4294967295, " + (call.size() > 1 ? call.sql(1) : "NULL")
                                + ")"
                        : null;
            case "range" ->
                call.type(0) == KqlType.DATETIME || call.type(0) == KqlType.TIMESPAN
                        ? ticks(call)
                        : "kql__range(" + call.as(KqlType.DYNAMIC, 0) + ", " + call.as(KqlType.DYNAMIC, 1) + ", "
                                + (call.size() > 2 ? call.as(KqlType.DYNAMIC, 2) : "'1'") + ")";
            default -> null;
        };
    }

    private static String ticks(CallSql call) {
        String step = call.size() > 2 ? call.sql(2) : "36000000000";
        return "'[' || array_to_string(list_transform(generate_series(" + call.sql(0) + ", " + call.sql(1) + ", " + step
                + "), lambda x: " + Conversions.toJson("x", call.type(0)) + "), ',') || ']'";
    }
}
