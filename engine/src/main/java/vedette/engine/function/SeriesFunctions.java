package vedette.engine.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Functions of series: arrays of numbers. What is no number counts as null. */
final class SeriesFunctions {

    private SeriesFunctions() {}

    static List<JavaFunction> all() {
        List<JavaFunction> functions = new ArrayList<>();
        binary(functions, "series_add", Double::sum, Math::addExact);
        binary(functions, "series_subtract", (x, y) -> x - y, Math::subtractExact);
        binary(functions, "series_multiply", (x, y) -> x * y, Math::multiplyExact);
        binary(functions, "series_divide", (x, y) -> x / y, null);
        binary(functions, "series_pow", Math::pow, null);
        compare(functions, "series_equals", (x, y) -> x == y);
        compare(functions, "series_not_equals", (x, y) -> x != y);
        compare(functions, "series_greater", (x, y) -> x > y);
        compare(functions, "series_greater_equals", (x, y) -> x >= y);
        compare(functions, "series_less", (x, y) -> x < y);
        compare(functions, "series_less_equals", (x, y) -> x <= y);
        unary(functions, "series_exp", Math::exp);
        unary(functions, "series_log", Math::log);
        unary(functions, "series_sin", Math::sin);
        unary(functions, "series_cos", Math::cos);
        unary(functions, "series_tan", Math::tan);
        unary(functions, "series_asin", Math::asin);
        unary(functions, "series_acos", Math::acos);
        unary(functions, "series_atan", Math::atan);
        unary(functions, "series_ceiling", Math::ceil);
        unary(functions, "series_floor", Math::floor);
        functions.add(new JavaFunction("series_abs", "j:j", a -> whole(a[0], Math::abs)));
        functions.add(new JavaFunction("series_sign", "j:j", a -> whole(a[0], Math::signum)));
        functions.add(new JavaFunction(
                "series_sum", "j:d", a -> a[0] instanceof List<?> list ? (Double) sum(list) : null));
        functions.add(new JavaFunction(
                "series_product",
                "j:d",
                a -> a[0] instanceof List<?> list ? numbers(list).stream().reduce(1.0, (x, y) -> x * y) : null));
        functions.add(new JavaFunction(
                "series_magnitude",
                "j:d",
                a -> a[0] instanceof List<?> list
                        ? (Double) Math.sqrt(
                                numbers(list).stream().mapToDouble(x -> x * x).sum())
                        : null));
        functions.add(new JavaFunction("series_dot_product", "jj:d", a -> dot(a[0], a[1])));
        functions.add(new JavaFunction("series_pearson_correlation", "jj:d", a -> correlation(a[0], a[1])));
        functions.add(new JavaFunction("series_fill_forward", "jj?:j", a -> fill(a[0], a[1], true)));
        functions.add(new JavaFunction("series_fill_backward", "jj?:j", a -> fill(a[0], a[1], false)));
        functions.add(new JavaFunction("series_fill_const", "jjj?:j", a -> fillConstant(a[0], a[1], a[2])));
        functions.add(new JavaFunction("series_fill_linear", "jj?b?j?:j", a -> fillLinear(a[0], a[1], a[2], a[3])));
        functions.add(new JavaFunction("series_stats_dynamic", "jb?:j", a -> statistics(a[0])));
        return functions;
    }

    @FunctionalInterface
    private interface LongOperator {
        long apply(long x, long y);
    }

    @FunctionalInterface
    private interface Test {
        boolean test(double x, double y);
    }

    private static void binary(
            List<JavaFunction> functions, String name, DoubleBinaryOperator reals, @Nullable LongOperator longs) {
        functions.add(new JavaFunction(
                name,
                "jj:j",
                a -> pairs(a[0], a[1], (x, y) -> {
                    if (longs != null && x instanceof Long p && y instanceof Long q) {
                        try {
                            return longs.apply(p, q);
                        } catch (ArithmeticException e) {
                            return (double) p * q;
                        }
                    }
                    return reals.applyAsDouble(x.doubleValue(), y.doubleValue());
                })));
    }

    private static void compare(List<JavaFunction> functions, String name, Test test) {
        functions.add(new JavaFunction(
                name, "jj:j", a -> pairs(a[0], a[1], (x, y) -> test.test(x.doubleValue(), y.doubleValue()))));
    }

    private static void unary(List<JavaFunction> functions, String name, DoubleUnaryOperator operator) {
        functions.add(new JavaFunction(
                name,
                "j:j",
                a -> a[0] instanceof List<?> list
                        ? list.stream()
                                .map(x -> x instanceof Number number
                                        ? (Object) operator.applyAsDouble(number.doubleValue())
                                        : null)
                                .collect(ArrayList::new, List::add, List::addAll)
                        : null));
    }

    @FunctionalInterface
    private interface Pair {
        Object of(Number x, Number y);
    }

    /** Item by item; a number beside an array stands for as many of itself. */
    private static @Nullable Object pairs(@Nullable Object a, @Nullable Object b, Pair pair) {
        if (!(a instanceof List<?>) && !(b instanceof List<?>)) {
            return null;
        }
        int size = Math.max(a instanceof List<?> x ? x.size() : 0, b instanceof List<?> y ? y.size() : 0);
        List<@Nullable Object> result = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object x = item(a, i);
            Object y = item(b, i);
            result.add(x instanceof Number p && y instanceof Number q ? pair.of(p, q) : null);
        }
        return result;
    }

    private static @Nullable Object item(@Nullable Object value, int i) {
        return value instanceof List<?> list ? (i < list.size() ? list.get(i) : null) : value;
    }

    private static @Nullable Object whole(@Nullable Object value, DoubleUnaryOperator operator) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        List<@Nullable Object> result = new ArrayList<>();
        for (Object item : list) {
            result.add(
                    switch (item) {
                        case Long number -> (long) operator.applyAsDouble(number);
                        case Double number -> operator.applyAsDouble(number);
                        case null, default -> null;
                    });
        }
        return result;
    }

    private static List<Double> numbers(List<?> list) {
        List<Double> numbers = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof Number number) {
                numbers.add(number.doubleValue());
            }
        }
        return numbers;
    }

    private static double sum(List<?> list) {
        return numbers(list).stream().mapToDouble(Double::doubleValue).sum();
    }

    private static @Nullable Double dot(@Nullable Object a, @Nullable Object b) {
        return pairs(a, b, (x, y) -> x.doubleValue() * y.doubleValue()) instanceof List<?> list
                ? (Double) sum(list)
                : null;
    }

    private static @Nullable Double correlation(@Nullable Object a, @Nullable Object b) {
        if (!(a instanceof List<?> x) || !(b instanceof List<?> y) || x.size() != y.size() || x.isEmpty()) {
            return null;
        }
        double meanX = sum(x) / x.size();
        double meanY = sum(y) / y.size();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.size(); i++) {
            if (!(x.get(i) instanceof Number p) || !(y.get(i) instanceof Number q)) {
                return null;
            }
            xy += (p.doubleValue() - meanX) * (q.doubleValue() - meanY);
            xx += (p.doubleValue() - meanX) * (p.doubleValue() - meanX);
            yy += (q.doubleValue() - meanY) * (q.doubleValue() - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    private static boolean isMissing(@Nullable Object value, @Nullable Object missing) {
        return value == null || value.equals(missing) || (value instanceof Double real && real.isNaN());
    }

    private static @Nullable Object fill(@Nullable Object series, @Nullable Object missing, boolean forward) {
        if (!(series instanceof List<?> list)) {
            return null;
        }
        List<@Nullable Object> filled = new ArrayList<>(list);
        Object last = null;
        for (int k = 0; k < filled.size(); k++) {
            int i = forward ? k : filled.size() - 1 - k;
            if (!isMissing(filled.get(i), missing)) {
                last = filled.get(i);
            } else if (last != null) {
                filled.set(i, last);
            }
        }
        return filled;
    }

    private static @Nullable Object fillConstant(
            @Nullable Object series, @Nullable Object constant, @Nullable Object missing) {
        if (!(series instanceof List<?> list)) {
            return null;
        }
        List<@Nullable Object> filled = new ArrayList<>(list);
        filled.replaceAll(item -> isMissing(item, missing) ? constant : item);
        return filled;
    }

    private static @Nullable Object fillLinear(
            @Nullable Object series, @Nullable Object missing, @Nullable Object edges, @Nullable Object constant) {
        if (!(series instanceof List<?> list)) {
            return null;
        }
        List<@Nullable Object> filled = new ArrayList<>(list);
        int before = -1;
        for (int i = 0; i <= filled.size(); i++) {
            if (i < filled.size() && (isMissing(filled.get(i), missing) || !(filled.get(i) instanceof Number))) {
                continue;
            }
            for (int gap = before + 1; gap < i; gap++) {
                if (before >= 0 && i < filled.size()) {
                    double low = ((Number) java.util.Objects.requireNonNull(filled.get(before))).doubleValue();
                    double high = ((Number) java.util.Objects.requireNonNull(filled.get(i))).doubleValue();
                    filled.set(gap, low + (high - low) * (gap - before) / (i - before));
                } else if (!Boolean.FALSE.equals(edges)) {
                    Object edge = before >= 0 ? filled.get(before) : i < filled.size() ? filled.get(i) : constant;
                    filled.set(gap, edge == null ? 0L : edge);
                }
            }
            before = i;
        }
        return filled;
    }

    private static @Nullable Object statistics(@Nullable Object series) {
        if (!(series instanceof List<?> list)) {
            return null;
        }
        List<Double> numbers = numbers(list);
        Map<String, @Nullable Object> bag = new LinkedHashMap<>();
        double average = sum(list) / numbers.size();
        double squares =
                numbers.stream().mapToDouble(x -> (x - average) * (x - average)).sum();
        double variance = numbers.size() < 2 ? 0 : squares / (numbers.size() - 1);
        double least = numbers.stream().min(Double::compare).orElse(Double.NaN);
        double greatest = numbers.stream().max(Double::compare).orElse(Double.NaN);
        bag.put("min", least);
        bag.put("min_idx", (long) firstIndex(list, least));
        bag.put("max", greatest);
        bag.put("max_idx", (long) firstIndex(list, greatest));
        bag.put("avg", average);
        bag.put("stdev", Math.sqrt(variance));
        bag.put("variance", variance);
        bag.put("sum", sum(list));
        bag.put("len", (long) list.size());
        return bag;
    }

    private static int firstIndex(List<?> list, double value) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Number number && number.doubleValue() == value) {
                return i;
            }
        }
        return -1;
    }
}
