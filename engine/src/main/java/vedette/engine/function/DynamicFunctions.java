package vedette.engine.function;

import static vedette.engine.function.StringFunctions.l;
import static vedette.engine.function.StringFunctions.s;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vedette.frame.Json;

/** Functions of dynamic values: arrays, bags and sets. */
final class DynamicFunctions {

    private DynamicFunctions() {}

    static List<JavaFunction> all() {
        return Stream.of(arrays(), bags(), sets()).flatMap(List::stream).toList();
    }

    private static List<JavaFunction> arrays() {
        return List.of(
                new JavaFunction(
                        "array_length", "j:l", a -> a[0] instanceof List<?> list ? (Long) (long) list.size() : null),
                new JavaFunction("array_concat", "j*:j", DynamicFunctions::concat),
                new JavaFunction("array_iff", "jjj:j", a -> iff(a[0], a[1], a[2])),
                new JavaFunction("array_iif", "jjj:j", a -> iff(a[0], a[1], a[2])),
                new JavaFunction("array_index_of", "jjl?l?l?:l", DynamicFunctions::indexOf),
                new JavaFunction("array_reverse", "j:j", a -> a[0] instanceof List<?> list ? list.reversed() : null),
                new JavaFunction("array_rotate_left", "jl:j", a -> rotate(a[0], l(a, 1), -1)),
                new JavaFunction("array_rotate_right", "jl:j", a -> rotate(a[0], l(a, 1), 1)),
                new JavaFunction("array_shift_left", "jlj?:j", a -> shift(a[0], l(a, 1), 1, a[2])),
                new JavaFunction("array_shift_right", "jlj?:j", a -> shift(a[0], l(a, 1), -1, a[2])),
                new JavaFunction("array_slice", "jll:j", a -> slice(a[0], l(a, 1), l(a, 2))),
                new JavaFunction("array_split", "jj:j", a -> split(a[0], a[1])),
                new JavaFunction("_array_sort_asc", "jb?:j", a -> sort(a[0], false, !Boolean.FALSE.equals(a[1]))),
                new JavaFunction("_array_sort_desc", "jb?:j", a -> sort(a[0], true, !Boolean.FALSE.equals(a[1]))),
                new JavaFunction("array_sum", "j:d", a -> sum(a[0])),
                new JavaFunction("array_max", "j:j", a -> extreme(a[0], 1)),
                new JavaFunction("array_min", "j:j", a -> extreme(a[0], -1)),
                new JavaFunction("strcat_array", "js:s", a -> join(a[0], s(a, 1))));
    }

    private static List<JavaFunction> bags() {
        return List.of(
                new JavaFunction(
                        "bag_keys",
                        "j:j",
                        a -> a[0] instanceof Map<?, ?> map && !map.isEmpty()
                                ? new ArrayList<Object>(map.keySet())
                                : null),
                new JavaFunction("bag_has_key", "js:b", a -> hasKey(a[0], s(a, 1))),
                new JavaFunction("bag_merge", "j*:j", a -> merge(a, (first, second) -> first)),
                new JavaFunction(
                        "_merge_all",
                        "j:j",
                        a -> a[0] instanceof List<?> bags
                                ? java.util.Objects.<Object>requireNonNullElse(
                                        merge(bags.toArray(), (first, second) -> first), Map.of())
                                : Map.of()),
                new JavaFunction("_bag_pack", "j*:j", DynamicFunctions::pack),
                new JavaFunction("pack_array", "j*:j", a -> new ArrayList<Object>(java.util.Arrays.asList(a))),
                new JavaFunction("bag_remove_keys", "jj:j", a -> removeKeys(a[0], a[1])),
                new JavaFunction("bag_set_key", "jsj:j", a -> setKey(a[0], s(a, 1), a[2])),
                new JavaFunction("bag_zip", "jj:j", a -> bagZip(a[0], a[1])),
                new JavaFunction("_range", "jjj:j", a -> range(a[0], a[1], a[2])),
                new JavaFunction(
                        "repeat",
                        "jl:j",
                        a -> a[1] == null
                                ? null
                                : new ArrayList<Object>(
                                        Collections.nCopies(Math.clamp((Long) a[1], 0, 1 << 20), a[0]))));
    }

    private static List<JavaFunction> sets() {
        return List.of(
                new JavaFunction(
                        "set_union",
                        "j*:j",
                        a -> sets(a, (x, y) -> {
                            x.addAll(y);
                            return x;
                        })),
                new JavaFunction(
                        "set_intersect",
                        "j*:j",
                        a -> sets(a, (x, y) -> {
                            x.retainAll(y);
                            return x;
                        })),
                new JavaFunction(
                        "set_difference",
                        "j*:j",
                        a -> sets(a, (x, y) -> {
                            x.removeAll(y);
                            return x;
                        })),
                new JavaFunction(
                        "set_equals",
                        "jj:b",
                        a -> (a[0] instanceof List<?> x && a[1] instanceof List<?> y)
                                ? (Boolean) Set.copyOf(texts(x)).equals(Set.copyOf(texts(y)))
                                : null),
                new JavaFunction(
                        "set_has_element",
                        "jj:b",
                        a -> a[0] instanceof List<?> list
                                ? (Boolean) list.stream().anyMatch(item -> same(item, a[1]))
                                : null),
                new JavaFunction("jaccard_index", "jj:d", a -> jaccard(a[0], a[1])),
                new JavaFunction("treepath", "j:j", a -> treePath(a[0])),
                new JavaFunction("zip", "j*:j", DynamicFunctions::zip),
                new JavaFunction("dynamic_to_json", "j:s", a -> a[0] == null ? "null" : Json.print(sorted(a[0]))),
                new JavaFunction("_member", "js:j", a -> a[0] instanceof Map<?, ?> map ? map.get(s(a, 1)) : null),
                new JavaFunction("_element", "jl:j", a -> element(a[0], l(a, 1))),
                new JavaFunction("_extract_json", "ss:j", a -> JsonPath.extract(s(a, 0), s(a, 1))));
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return (a instanceof Number x && b instanceof Number y)
                ? x.doubleValue() == y.doubleValue()
                : java.util.Objects.equals(a, b);
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Json::print).toList();
    }

    private static @Nullable Object element(@Nullable Object value, @Nullable Long index) {
        if (!(value instanceof List<?> list) || index == null) {
            return null;
        }
        long at = index < 0 ? list.size() + index : index;
        return at >= 0 && at < list.size() ? list.get((int) at) : null;
    }

    private static @Nullable Object concat(@Nullable Object[] arrays) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object array : arrays) {
            if (array instanceof List<?> list) {
                all.addAll(list);
            }
        }
        return all;
    }

    private static @Nullable Object iff(@Nullable Object condition, @Nullable Object yes, @Nullable Object no) {
        if (!(condition instanceof List<?> tests)) {
            return null;
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            Boolean test = Values.toBool(tests.get(i));
            Object from = Boolean.TRUE.equals(test) ? yes : no;
            all.add(test == null ? null : from instanceof List<?> list ? (i < list.size() ? list.get(i) : null) : from);
        }
        return all;
    }

    private static @Nullable Object indexOf(@Nullable Object[] a) {
        if (!(a[0] instanceof List<?> list)) {
            return null;
        }
        long start = a[2] == null ? 0 : (Long) a[2] < 0 ? Math.max(0, list.size() + (Long) a[2]) : (Long) a[2];
        long end = a[3] == null || (Long) a[3] < 0 ? list.size() : Math.min(list.size(), start + (Long) a[3]);
        long times = a[4] == null ? 1 : (Long) a[4];
        for (long i = start; i < end; i++) {
            if (same(list.get((int) i), a[1]) && --times == 0) {
                return i;
            }
        }
        return -1L;
    }

    private static @Nullable Object rotate(@Nullable Object array, @Nullable Long count, int sign) {
        if (!(array instanceof List<?> list) || count == null) {
            return null;
        }
        List<@Nullable Object> rotated = new ArrayList<>(list);
        Collections.rotate(rotated, list.isEmpty() ? 0 : sign * (int) (count % list.size()));
        return rotated;
    }

    private static @Nullable Object shift(
            @Nullable Object array, @Nullable Long count, int sign, @Nullable Object fill) {
        if (!(array instanceof List<?> list) || count == null) {
            return null;
        }
        List<@Nullable Object> shifted = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            long from = i + sign * count;
            shifted.add(from >= 0 && from < list.size() ? list.get((int) from) : fill);
        }
        return shifted;
    }

    private static @Nullable Object slice(@Nullable Object array, @Nullable Long start, @Nullable Long end) {
        if (!(array instanceof List<?> list) || start == null || end == null) {
            return null;
        }
        long from = Math.max(0, start < 0 ? list.size() + start : start);
        long to = Math.min(list.size() - 1L, end < 0 ? list.size() + end : end);
        return from > to ? List.of() : list.subList((int) from, (int) to + 1);
    }

    private static @Nullable Object split(@Nullable Object array, @Nullable Object indices) {
        if (!(array instanceof List<?> list)) {
            return null;
        }
        List<@Nullable Object> parts = new ArrayList<>();
        int from = 0;
        for (Object index : indices instanceof List<?> several ? several : Collections.singletonList(indices)) {
            Long at = Values.toLong(index);
            if (at == null) {
                return null;
            }
            int to = (int) Math.clamp(at < 0 ? list.size() + at : at, from, (long) list.size());
            parts.add(list.subList(from, to));
            from = to;
        }
        parts.add(list.subList(from, list.size()));
        return parts;
    }

    private static @Nullable Object sort(@Nullable Object array, boolean descending, boolean nullsLast) {
        if (!(array instanceof List<?> list)) {
            return null;
        }
        List<@Nullable Object> sorted = new ArrayList<>(list);
        Comparator<Object> order = DynamicFunctions::compare;
        sorted.removeIf(java.util.Objects::isNull);
        sorted.sort(descending ? order.reversed() : order);
        int nulls = list.size() - sorted.size();
        sorted.addAll(nullsLast ? sorted.size() : 0, Collections.nCopies(nulls, null));
        return sorted;
    }

    private static int compare(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        }
        return a.getClass() == b.getClass() || a instanceof String != b instanceof String
                ? Values.text(a).compareTo(Values.text(b))
                : a instanceof Number ? -1 : 1;
    }

    private static @Nullable Double sum(@Nullable Object array) {
        if (!(array instanceof List<?> list)) {
            return null;
        }
        double sum = 0;
        for (Object item : list) {
            if (item instanceof Number number) {
                sum += number.doubleValue();
            } else if (item != null) {
                return null;
            }
        }
        return sum;
    }

    private static @Nullable Object extreme(@Nullable Object array, int sign) {
        Object best = null;
        if (array instanceof List<?> list) {
            for (Object item : list) {
                if (item instanceof Number && (best == null || sign * compare(item, best) > 0)) {
                    best = item;
                }
            }
        }
        return best;
    }

    private static String join(@Nullable Object array, String delimiter) {
        return array instanceof List<?> list
                ? String.join(delimiter, list.stream().map(Values::text).toList())
                : "";
    }

    static @Nullable Object merge(@Nullable Object[] bags, BinaryOperator<@Nullable Object> both) {
        Map<Object, @Nullable Object> merged = new LinkedHashMap<>();
        boolean any = false;
        for (Object bag : bags) {
            if (bag instanceof Map<?, ?> map) {
                any = true;
                map.forEach((key, value) ->
                        merged.put(key, merged.containsKey(key) ? both.apply(merged.get(key), value) : value));
            }
        }
        return any ? merged : null;
    }

    private static @Nullable Object pack(@Nullable Object[] items) {
        Map<String, @Nullable Object> bag = new LinkedHashMap<>();
        for (int i = 0; i + 1 < items.length; i += 2) {
            bag.put(Values.text(items[i]), items[i + 1]);
        }
        return bag;
    }

    private static boolean hasKey(@Nullable Object bag, String key) {
        return bag instanceof Map<?, ?> map
                && (key.startsWith("$") ? JsonPath.find(key, map) != null : map.containsKey(key));
    }

    private static @Nullable Object removeKeys(@Nullable Object bag, @Nullable Object keys) {
        if (!(bag instanceof Map<?, ?> map)) {
            return null;
        }
        Map<Object, @Nullable Object> left = new LinkedHashMap<>(map);
        if (keys instanceof List<?> list) {
            for (Object key : list) {
                String name = Values.text(key);
                left = name.startsWith("$") ? JsonPath.remove(left, name) : without(left, name);
            }
        }
        return left;
    }

    private static Map<Object, @Nullable Object> without(Map<Object, @Nullable Object> map, String name) {
        map.remove(name);
        return map;
    }

    private static @Nullable Object setKey(@Nullable Object bag, String key, @Nullable Object value) {
        if (!(bag instanceof Map<?, ?> map)) {
            return null;
        }
        Map<Object, @Nullable Object> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    private static @Nullable Object bagZip(@Nullable Object keys, @Nullable Object values) {
        if (!(keys instanceof List<?> names) || !(values instanceof List<?> items)) {
            return null;
        }
        Map<String, @Nullable Object> bag = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i) instanceof String name) {
                bag.put(name, i < items.size() ? items.get(i) : null);
            }
        }
        return bag;
    }

    private static @Nullable Object range(@Nullable Object from, @Nullable Object to, @Nullable Object step) {
        List<Object> values = new ArrayList<>();
        if (from instanceof Long a && to instanceof Long b && step instanceof Long s) {
            for (long x = a; s != 0 && (s > 0 ? x <= b : x >= b) && values.size() < 1 << 20; x += s) {
                values.add(x);
            }
            return values;
        }
        Double a = Values.toReal(from);
        Double b = Values.toReal(to);
        Double s = Values.toReal(step);
        if (a == null || b == null || s == null) {
            return null;
        }
        for (int i = 0; s != 0 && (s > 0 ? a + i * s <= b : a + i * s >= b) && i < 1 << 20; i++) {
            values.add(a + i * s);
        }
        return values;
    }

    private static @Nullable Object sets(@Nullable Object[] arrays, BinaryOperator<Set<@Nullable Object>> combine) {
        Set<@Nullable Object> result = null;
        for (Object array : arrays) {
            if (!(array instanceof List<?> list)) {
                return null;
            }
            Set<@Nullable Object> set = new LinkedHashSet<>(list);
            result = result == null ? set : combine.apply(result, set);
        }
        return result == null ? null : new ArrayList<>(result);
    }

    private static @Nullable Double jaccard(@Nullable Object a, @Nullable Object b) {
        if (!(a instanceof List<?> x) || !(b instanceof List<?> y)) {
            return null;
        }
        Set<Object> union = new LinkedHashSet<>(x);
        union.addAll(y);
        Set<Object> both = new LinkedHashSet<>(x);
        both.retainAll(new LinkedHashSet<>(y));
        return union.isEmpty() ? Double.NaN : (double) both.size() / union.size();
    }

    private static @Nullable Object treePath(@Nullable Object value) {
        List<Object> paths = new ArrayList<>();
        paths(value, "", paths);
        return value instanceof Map || value instanceof List ? paths : null;
    }

    private static void paths(@Nullable Object value, String prefix, List<Object> paths) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> {
                String path = prefix + "['" + key + "']";
                paths.add(path);
                paths(item, path, paths);
            });
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            paths.add(prefix + "[0]");
            paths(list.getFirst(), prefix + "[0]", paths);
        }
    }

    private static @Nullable Object zip(@Nullable Object[] arrays) {
        int size = 0;
        for (Object array : arrays) {
            size = Math.max(size, array instanceof List<?> list ? list.size() : 0);
        }
        List<@Nullable Object> zipped = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Object array : arrays) {
                row.add(array instanceof List<?> list && i < list.size() ? list.get(i) : null);
            }
            zipped.add(row);
        }
        return zipped;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> ordered = new java.util.TreeMap<>();
                map.forEach((key, item) -> ordered.put(String.valueOf(key), sorted(item)));
                yield ordered;
            }
            case List<?> list ->
                list.stream().map(DynamicFunctions::sorted).collect(ArrayList::new, List::add, List::addAll);
            case null, default -> value;
        };
    }
}
