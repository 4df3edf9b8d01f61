package vedette.engine.duckdb;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vedette.frame.Json;
import vedette.frame.KqlType;
import vedette.kql.plan.Scalar;

/** Prints KQL's operators. */
final class OperatorSql {

    /*
     * Equality is total: a null beside a value is not equal to it; two nulls give null. Order is three-valued. NaN equals
     * nothing and is neither less nor greater, while DuckDB has it equal to itself and greatest, so that reals get a
     * guard wherever they are no constants.
     */
    private final boolean wrapping;

    OperatorSql(boolean wrapping) {
        this.wrapping = wrapping;
    }

    /** The operator's SQL; empty where the call is none. */
    Optional<String> print(CallSql call) {
        String name = call.call().function();
        return Optional.ofNullable(
                switch (name) {
                    case "and" -> logic(call, " AND ");
                    case "or" -> logic(call, " OR ");
                    case "not" -> "(NOT " + call.sql(0) + ")";
                    case "==", "<>", "!=", "=~", "!~" -> equality(call, name);
                    case "<", "<=", ">", ">=" -> "(" + order(call, 0, name, 1) + ")";
                    case "between", "!between" -> between(call, name);
                    case "in", "in~", "!in", "!in~" -> in(call, name);
                    case "+", "-", "*", "/", "%" -> arithmetic(call, name);
                    case "contains", "!contains", "contains_cs", "!contains_cs" -> search(call, "contains");
                    case "startswith", "!startswith", "startswith_cs", "!startswith_cs" -> search(call, "starts_with");
                    case "endswith", "!endswith", "endswith_cs", "!endswith_cs" -> search(call, "ends_with");
                    case "has", "!has", "has_cs", "!has_cs" -> has(call, true, true);
                    case "hasprefix", "!hasprefix", "hasprefix_cs", "!hasprefix_cs" -> has(call, true, false);
                    case "hassuffix", "!hassuffix", "hassuffix_cs", "!hassuffix_cs" -> has(call, false, true);
                    case "has_any", "has_all" -> hasSeveral(call, name);
                    case "matches regex" -> "regexp_matches(" + call.text(0) + ", " + call.text(1) + ")";
                    case "[]" -> element(call);
                    default -> null;
                });
    }

    private static String logic(CallSql call, String operator) {
        return IntStream.range(0, call.size())
                .mapToObj(i -> call.as(KqlType.BOOL, i))
                .collect(Collectors.joining(operator, "(", ")"));
    }

    private static String equality(CallSql call, String name) {
        boolean fold = name.equals("=~") || name.equals("!~");
        boolean negated = name.startsWith("!") || name.equals("<>");
        KqlType common = common(call.type(0), call.type(1));
        String a = fold ? "lower(" + call.text(0) + ")" : operand(call, 0, common);
        String b = fold ? "lower(" + call.text(1) + ")" : operand(call, 1, common);
        boolean nulls = !fold && common != KqlType.STRING;
        boolean nullA = nulls && call.nullable(0);
        boolean nullB = nulls && call.nullable(1);
        String equal = a + " = " + b;
        if (common == KqlType.REAL) {
            equal += guard(call, 0, a, " AND NOT isnan(", ")") + guard(call, 1, b, " AND NOT isnan(", ")");
        }
        if (!nullA && !nullB) {
            return negated ? "(NOT (" + equal + "))" : "(" + equal + ")";
        }
        String total = negated ? "coalesce(NOT (" + equal + "), true)" : "coalesce(" + equal + ", false)";
        return nullA && nullB
                ? "(CASE WHEN " + a + " IS NOT NULL OR " + b + " IS NOT NULL THEN " + total + " END)"
                : total;
    }

    private static String guard(CallSql call, int i, String sql, String before, String after) {
        return call.isNumber(i) || (call.type(i) != KqlType.REAL && call.type(i) != KqlType.DYNAMIC)
                ? ""
                : before + sql + after;
    }

    private static String operand(CallSql call, int i, KqlType common) {
        // DuckDB compares numbers of different types by itself, exactly where it can.
        return common.isNumeric() && call.type(i).isNumeric() ? call.sql(i) : call.as(common, i);
    }

    private static KqlType common(KqlType a, KqlType b) {
        if (a == b) {
            return a;
        }
        if (a == KqlType.DYNAMIC || b == KqlType.DYNAMIC) {
            KqlType other = a == KqlType.DYNAMIC ? b : a;
            return other == KqlType.INT || other == KqlType.LONG ? KqlType.REAL : other;
        }
        if (a.isNumeric() && b.isNumeric()) {
            return a == KqlType.REAL || b == KqlType.REAL ? KqlType.REAL : KqlType.LONG;
        }
        if ((a == KqlType.BOOL && b.isNumeric()) || (b == KqlType.BOOL && a.isNumeric())) {
            return KqlType.REAL;
        }
        return a == KqlType.STRING || b == KqlType.STRING || a == KqlType.GUID || b == KqlType.GUID
                ? KqlType.STRING
                : a;
    }

    private static String order(CallSql call, int left, String operator, int right) {
        KqlType common = common(call.type(left), call.type(right));
        String a = operand(call, left, common);
        String b = operand(call, right, common);
        String test = a + " " + operator + " " + b;
        if (common != KqlType.REAL) {
            return test;
        }
        // NaN is DuckDB's greatest: only where it stands on the greater side does it need a guard.
        return test
                + (operator.startsWith(">")
                        ? guard(call, left, a, " AND NOT isnan(", ")")
                        : guard(call, right, b, " AND NOT isnan(", ")"));
    }

    private static String between(CallSql call, String name) {
        boolean span = call.type(0) == KqlType.DATETIME && call.type(2) == KqlType.TIMESPAN;
        String upper = span ? call.sql(0) + " <= " + call.sql(1) + " + " + call.sql(2) : order(call, 0, "<=", 2);
        String inside = "(" + order(call, 0, ">=", 1) + " AND " + upper + ")";
        return name.startsWith("!") ? "(NOT " + inside + ")" : inside;
    }

    private static String in(CallSql call, String name) {
        boolean fold = name.endsWith("~");
        KqlType type = call.type(0) == KqlType.DYNAMIC ? itemType(call) : call.type(0);
        String value = call.as(type, 0);
        List<String> items = new java.util.ArrayList<>();
        for (int i = 1; i < call.size(); i++) {
            if (call.type(i) != KqlType.DYNAMIC) {
                items.add(type.isNumeric() && call.type(i).isNumeric() ? call.sql(i) : call.as(type, i));
            } else if (call.isConstant(i)) {
                items.addAll(constants((Scalar.Constant) call.call().arguments().get(i), type));
            } else {
                items.add("unnest");
                return notIn(name, dynamicIn(fold, value, type, call.sql(i)));
            }
        }
        if (items.isEmpty()) {
            return name.startsWith("!") ? "true" : "false";
        }
        boolean folded = fold && type == KqlType.STRING;
        String list = items.stream()
                .map(item -> folded ? "lower(" + item + ")" : item)
                .collect(Collectors.joining(", "));
        return notIn(name, "coalesce(" + (folded ? "lower(" + value + ")" : value) + " IN (" + list + "), false)");
    }

    private static KqlType itemType(CallSql call) {
        return call.size() > 1 && call.type(1) != KqlType.DYNAMIC ? call.type(1) : KqlType.STRING;
    }

    private static String dynamicIn(boolean fold, String value, KqlType type, String array) {
        String text = Conversions.toText(value, type);
        String items = "list_transform(vedette_items(" + array + "), lambda x: "
                + (fold ? "lower(kql__dynamic_text(x))" : "kql__dynamic_text(x)") + ")";
        return "coalesce(list_contains(" + items + ", " + (fold ? "lower(" + text + ")" : text) + "), false)";
    }

    private static String notIn(String name, String sql) {
        return name.startsWith("!") ? "(NOT " + sql + ")" : sql;
    }

    private static List<String> constants(Scalar.Constant array, KqlType type) {
        Object value = array.value() == null
                ? List.of()
                : Json.parse(array.value().toString())
                        .map(parsed -> java.util.Objects.<Object>requireNonNullElse(parsed.value(), List.of()))
                        .orElse(List.of());
        List<?> items = value instanceof List<?> list ? list : List.of(value);
        return items.stream()
                .filter(java.util.Objects::nonNull)
                .map(item -> Conversions.to(type, Sql.string(Json.print(item)), KqlType.DYNAMIC))
                .toList();
    }

    private String arithmetic(CallSql call, String operator) {
        KqlType result = call.call().type();
        if (call.size() == 1) {
            return "(" + operator + " " + call.as(result, 0) + ")";
        }
        KqlType a = call.type(0);
        KqlType b = call.type(1);
        boolean ticks =
                a == KqlType.TIMESPAN || a == KqlType.DATETIME || b == KqlType.TIMESPAN || b == KqlType.DATETIME;
        if (ticks) {
            return ticks(call, operator, result);
        }
        String x = result.isNumeric() ? call.as(result, 0) : call.sql(0);
        String y = result.isNumeric() ? call.as(result, 1) : call.sql(1);
        return switch (result) {
            case INT, LONG ->
                switch (operator) {
                    case "/" -> "(" + x + " // " + y + ")";
                    case "%" -> "vedette_mod(" + x + ", " + y + ")";
                    default ->
                        wrapping
                                ? "vedette_wrap(CAST(" + x + " AS HUGEINT) " + operator + " CAST(" + y + " AS HUGEINT))"
                                : "(" + x + " " + operator + " " + y + ")";
                };
            case DECIMAL ->
                switch (operator) {
                    case "*" -> Conversions.decimals("times", x, y);
                    case "/" -> Conversions.decimals("divided", x, y);
                    default -> "CAST(" + x + " " + operator + " " + y + " AS DECIMAL(38, 10))";
                };
            default ->
                operator.equals("%") ? "vedette_mod(" + x + ", " + y + ")" : "(" + x + " " + operator + " " + y + ")";
        };
    }

    private static String ticks(CallSql call, String operator, KqlType result) {
        String x = call.sql(0);
        String y = call.sql(1);
        boolean both = isTicks(call.type(0)) && isTicks(call.type(1));
        return switch (operator) {
            case "/" ->
                both
                        ? "(CAST(" + x + " AS DOUBLE) / CAST(" + y + " AS DOUBLE))"
                        : "CAST(trunc(CAST(" + x + " AS DOUBLE) / " + call.real(1) + ") AS BIGINT)";
            case "*" ->
                "CAST(round("
                        + (isTicks(call.type(0)) ? "CAST(" + x + " AS DOUBLE)" : call.real(0)) + " * "
                        + (isTicks(call.type(1)) ? "CAST(" + y + " AS DOUBLE)" : call.real(1)) + ") AS BIGINT)";
            case "%" -> "vedette_mod(" + x + ", " + y + ")";
            default ->
                result == KqlType.DATETIME
                        ? "vedette_date(" + x + " " + operator + " " + y + ")"
                        : "(" + x + " " + operator + " " + y + ")";
        };
    }

    private static boolean isTicks(KqlType type) {
        return type == KqlType.TIMESPAN || type == KqlType.DATETIME;
    }

    private static String search(CallSql call, String function) {
        String name = call.call().function();
        boolean cased = name.endsWith("_cs");
        String text = cased ? call.text(0) : "lower(" + call.text(0) + ")";
        String needle = cased ? call.text(1) : "lower(" + call.text(1) + ")";
        return notIn(name, function + "(" + text + ", " + needle + ")");
    }

    /** A needle that is known is looked for as a substring first, which is much cheaper than the search by a pattern. */
    private static String has(CallSql call, boolean prefix, boolean suffix) {
        String name = call.call().function();
        boolean cased = name.endsWith("_cs");
        Optional<String> needle = call.constantText(1);
        if (needle.isEmpty()) {
            String function = (prefix && suffix ? "has" : prefix ? "hasprefix" : "hassuffix") + (cased ? "_cs" : "");
            return notIn(name, "kql_" + function + "(" + call.text(0) + ", " + call.text(1) + ")");
        }
        return notIn(name, hasConstant(call.text(0), needle.get(), cased, prefix, suffix));
    }

    private static String hasConstant(String text, String needle, boolean cased, boolean prefix, boolean suffix) {
        if (needle.isEmpty()) {
            return "true";
        }
        String start = prefix && Character.isLetterOrDigit(needle.codePointAt(0)) ? "(?:^|[^\\pL\\pN])" : "";
        String end =
                suffix && Character.isLetterOrDigit(needle.codePointBefore(needle.length())) ? "(?:$|[^\\pL\\pN])" : "";
        String pattern = (cased ? "" : "(?i)") + start + quoted(needle) + end;
        String contains = cased
                ? "contains(" + text + ", " + Sql.string(needle) + ")"
                : "contains(lower(" + text + "), " + Sql.string(needle.toLowerCase(java.util.Locale.ROOT)) + ")";
        return "(" + contains + " AND regexp_matches(" + text + ", " + Sql.string(pattern) + "))";
    }

    private static String quoted(String needle) {
        StringBuilder pattern = new StringBuilder();
        needle.codePoints().forEach(c -> {
            if (!Character.isLetterOrDigit(c) && c < 128) {
                pattern.append(String.format(java.util.Locale.ROOT, "\\x{%x}", c));
            } else {
                pattern.appendCodePoint(c);
            }
        });
        return pattern.toString();
    }

    private static String hasSeveral(CallSql call, String name) {
        boolean known = IntStream.range(1, call.size())
                .allMatch(i -> call.constantText(i).isPresent());
        if (known) {
            return call.size() == 1
                    ? String.valueOf(name.equals("has_all"))
                    : IntStream.range(1, call.size())
                            .mapToObj(i -> hasConstant(
                                    call.text(0), call.constantText(i).orElseThrow(), false, true, true))
                            .collect(Collectors.joining(name.equals("has_any") ? " OR " : " AND ", "(", ")"));
        }
        String items = call.size() == 2 && call.type(1) == KqlType.DYNAMIC
                ? call.sql(1)
                : "kql_pack_array(" + String.join(", ", call.all(KqlType.DYNAMIC, 1)) + ")";
        return "kql_" + name + "(" + call.text(0) + ", " + items + ")";
    }

    private static String element(CallSql call) {
        return call.type(1) == KqlType.STRING
                ? "kql__member(" + call.sql(0) + ", " + call.sql(1) + ")"
                : call.type(1) == KqlType.DYNAMIC
                        ? "coalesce(kql__element(" + call.sql(0) + ", " + call.as(KqlType.LONG, 1) + "), kql__member("
                                + call.sql(0) + ", " + call.text(1) + "))"
                        : "kql__element(" + call.sql(0) + ", " + call.as(KqlType.LONG, 1) + ")";
    }
}
