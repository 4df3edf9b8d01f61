package vedette.engine.duckdb;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.frame.KqlType;
import vedette.kql.plan.Aggregate;
import vedette.kql.plan.Scalar;

/** Prints KQL's aggregates for DuckDB. */
final class DuckAggregates implements AggregateSql {

    /*
     * Over no values a sum is 0, an average NaN, an extreme null, a list empty. A NaN among reals is the answer of all
     * but the lists, while DuckDB's min would pass it over. Lists skip nulls of scalars; distinct counts are exact.
     */
    private static final String LIST_LIMIT = "1048576";

    private final ScalarSql scalars;

    DuckAggregates(ScalarSql scalars) {
        this.scalars = scalars;
    }

    @Override
    public String sql(Aggregate aggregate, Names names) {
        List<Scalar> arguments = aggregate.arguments();
        String name = aggregate.function();
        int predicate = predicate(name);
        String filter = predicate < 0 ? "" : scalars.sql(arguments.get(predicate), names);
        String plain = plain(name);
        KqlType type = aggregate.type();
        Argument first = arguments.isEmpty() ? new Argument("1", KqlType.LONG) : argument(arguments.getFirst(), names);
        String sql = numeric(plain, first, type, filter);
        if (sql == null) {
            sql = statistical(plain, first, arguments, names, filter);
        }
        if (sql == null) {
            sql = collection(plain, first, limit(arguments, predicate, names), filter);
        }
        return Optional.ofNullable(sql)
                .orElseThrow(() -> new UnsupportedScalarException(name, "is not supported by the local engine"));
    }

    private record Argument(String sql, KqlType type) {
        String real() {
            return Conversions.toReal(sql, type);
        }
    }

    private Argument argument(Scalar scalar, Names names) {
        return new Argument(scalars.sql(scalar, names), scalar.type());
    }

    private static int predicate(String name) {
        return name.equals("countif") ? 0 : name.endsWith("if") && !name.equals("countif") ? 1 : -1;
    }

    private static String plain(String name) {
        return switch (name) {
            case "make_list_if", "make_set_if", "make_bag_if" -> name.substring(0, name.length() - 3);
            case "makelist" -> "make_list";
            case "makeset" -> "make_set";
            case "make_dictionary" -> "make_bag";
            case "take_anyif" -> "take_any";
            default -> name.endsWith("if") ? name.substring(0, name.length() - 2) : name;
        };
    }

    private String limit(List<Scalar> arguments, int predicate, Names names) {
        int at = predicate < 0 ? 1 : 2;
        return arguments.size() > at ? scalars.sql(arguments.get(at), names) : LIST_LIMIT;
    }

    private static String filtered(String aggregate, String... conditions) {
        String all = java.util.Arrays.stream(conditions)
                .filter(condition -> !condition.isEmpty())
                .collect(java.util.stream.Collectors.joining(" AND "));
        return all.isEmpty() ? aggregate : aggregate + " FILTER (WHERE " + all + ")";
    }

    private static @Nullable String numeric(String name, Argument x, KqlType type, String filter) {
        String sqlType = SqlTypes.of(type);
        String number = x.type() == KqlType.DYNAMIC ? x.real() : x.sql();
        return switch (name) {
            case "count" -> filtered("count(*)", filter);
            case "sum" -> "coalesce(CAST(" + filtered("sum(" + number + ")", filter) + " AS " + sqlType + "), 0)";
            case "avg" -> average(x, type, filter);
            case "min", "max" -> extreme(name, x, filter);
            case "take_any", "any" ->
                x.type() == KqlType.STRING
                        ? "coalesce(" + filtered("any_value(nullif(" + x.sql() + ", ''))", filter) + ", '')"
                        : filtered("any_value(" + x.sql() + ")", filter);
            case "dcount", "count_distinct" ->
                "(" + filtered("count(DISTINCT hash(" + x.sql() + "))", filter, notNull(x)) + ")";
            case "binary_all_and" -> filtered("bit_and(" + x.sql() + ")", filter);
            case "binary_all_or" -> filtered("bit_or(" + x.sql() + ")", filter);
            case "binary_all_xor" -> filtered("bit_xor(" + x.sql() + ")", filter);
            default -> null;
        };
    }

    private static String notNull(Argument x) {
        return x.type() == KqlType.STRING ? "" : x.sql() + " IS NOT NULL";
    }

    private static String average(Argument x, KqlType type, String filter) {
        String average = filtered("avg(" + x.real() + ")", filter);
        return switch (type) {
            case DATETIME, TIMESPAN -> "CAST(" + filtered("avg(" + x.sql() + ")", filter) + " AS BIGINT)";
            case DECIMAL ->
                Conversions.decimals(
                        "divided",
                        filtered("sum(" + x.sql() + ")", filter),
                        filtered("count(" + x.sql() + ")", filter));
            default -> "coalesce(" + average + ", 'NaN'::DOUBLE)";
        };
    }

    private static String extreme(String name, Argument x, String filter) {
        String value = filtered(name + "(" + x.sql() + ")", filter);
        return switch (x.type()) {
            case REAL ->
                name.equals("max")
                        ? value
                        : "CASE WHEN " + filtered("bool_or(isnan(" + x.sql() + "))", filter)
                                + " THEN 'NaN'::DOUBLE ELSE " + value + " END";
            case STRING -> "coalesce(" + filtered(name + "(nullif(" + x.sql() + ", ''))", filter) + ", '')";
            default -> value;
        };
    }

    private @Nullable String statistical(String name, Argument x, List<Scalar> arguments, Names names, String filter) {
        String real = x.real();
        return switch (name) {
            case "stdev" -> spread("stddev_samp", real, filter);
            case "stdevp" -> spread("stddev_pop", real, filter);
            case "variance" -> spread("var_samp", real, filter);
            case "variancep" -> spread("var_pop", real, filter);
            case "covariance" ->
                "covar_samp(" + real + ", " + argument(arguments.get(1), names).real() + ")";
            case "covariancep" ->
                "covar_pop(" + real + ", " + argument(arguments.get(1), names).real() + ")";
            case "percentile", "percentile_approx" ->
                percentile(x, argument(arguments.get(1), names).real());
            case "percentiles_array" -> percentiles(x, arguments, names);
            default -> null;
        };
    }

    private static String spread(String function, String real, String filter) {
        return "coalesce(" + filtered(function + "(" + real + ")", filter) + ", 0)";
    }

    /** The nearest rank; over dynamic values, of their numbers. */
    private static String percentile(Argument x, String percentage) {
        String value = x.type() == KqlType.DYNAMIC ? x.real() : x.sql();
        return "quantile_disc(" + value + ", (" + percentage + ") / 100)";
    }

    private String percentiles(Argument x, List<Scalar> arguments, Names names) {
        StringBuilder sql = new StringBuilder("kql_pack_array(");
        for (int i = 1; i < arguments.size(); i++) {
            sql.append(i > 1 ? ", " : "")
                    .append(Conversions.toJson(
                            percentile(x, argument(arguments.get(i), names).real()), x.type()));
        }
        return sql.append(")").toString();
    }

    private static @Nullable String collection(String name, Argument x, String limit, String filter) {
        String json = Conversions.toJson(x.sql(), x.type());
        return switch (name) {
            // Arrays among dynamic values are laid flat, and nulls kept; of scalars nulls are left out.
            case "make_list" ->
                x.type() == KqlType.DYNAMIC
                        ? array("list_slice(flatten(" + filtered("list(vedette_flat(" + json + "))", filter) + "), 1, "
                                + limit + ")")
                        : array("list_slice(" + filtered("list(" + json + ")", filter, notNull(x)) + ", 1, " + limit
                                + ")");
            case "make_list_with_nulls" ->
                array(
                        x.type() == KqlType.DYNAMIC
                                ? "flatten(" + filtered("list(vedette_flat(" + json + "))", filter) + ")"
                                : filtered("list(coalesce(" + json + ", 'null'))", filter));
            case "make_set" ->
                x.type() == KqlType.DYNAMIC
                        ? array("list_slice(vedette_distinct(flatten("
                                + filtered("list(vedette_flat(" + json + "))", filter) + ")), 1, " + limit + ")")
                        : array("list_slice(vedette_distinct(" + filtered("list(" + json + ")", filter, notNull(x))
                                + "), 1, " + limit + ")");
            case "make_bag" ->
                "kql__merge_all(" + array(filtered("list(" + json + ")", filter, json + " IS NOT NULL")) + ")";
            default -> null;
        };
    }

    private static String array(String list) {
        return "coalesce('[' || array_to_string(" + list + ", ',') || ']', '[]')";
    }
}
