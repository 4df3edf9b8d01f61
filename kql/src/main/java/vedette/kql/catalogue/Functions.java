package vedette.kql.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vedette.kql.catalogue.FunctionSpec.Kind;

/** All functions of KQL that can be bound, read once from the catalogue's files when first asked for. */
public final class Functions {

    private static final Map<String, Kind> FILES = Map.of(
            "strings.txt", Kind.SCALAR,
            "numbers.txt", Kind.SCALAR,
            "conditions.txt", Kind.SCALAR,
            "conversions.txt", Kind.SCALAR,
            "time.txt", Kind.SCALAR,
            "dynamic.txt", Kind.SCALAR,
            "aggregates.txt", Kind.AGGREGATE,
            "windows.txt", Kind.WINDOW);

    private Functions() {}

    private static final class Loaded {
        private static final Map<String, List<FunctionSpec>> BY_NAME = load();

        private static Map<String, List<FunctionSpec>> load() {
            Map<String, List<FunctionSpec>> functions = new HashMap<>();
            FILES.forEach((file, kind) -> lines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> FunctionSpec.parse(line, kind))
                    .forEach(function -> functions
                            .computeIfAbsent(function.name(), name -> new ArrayList<>())
                            .add(function)));
            functions.replaceAll((name, overloads) -> List.copyOf(overloads));
            return Map.copyOf(functions);
        }

        private static List<String> lines(String file) {
            try (InputStream in = Functions.class.getResourceAsStream(file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The overloads of a function in the order in which they are tried; empty where there is no such function. */
    public static List<FunctionSpec> named(String name) {
        return Loaded.BY_NAME.getOrDefault(name, List.of());
    }

    /** The names of all functions, in no order. */
    public static Set<String> names() {
        return Loaded.BY_NAME.keySet();
    }
}
