package vedette.emulator;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which path leads to which handler. A pattern is a path whose segments are text, compared without regard to case,
 * {@code {name}} for any one segment, or {@code {name*}} for one or more. The first route that matches answers.
 */
public final class Routes {

    private final List<Route> routes = new ArrayList<>();

    Routes() {}

    /** Answers one request, on a virtual thread of its own. What it throws becomes an answer with status 500. */
    @FunctionalInterface
    public interface Handler {

        /** The answer; may block as long as its query runs. */
        Answer answer(Call call) throws IOException;
    }

    /** Adds a route for a method and a pattern, behind those that are there. */
    public Routes on(String method, String pattern, Handler handler) {
        routes.add(new Route(method, List.of(pattern.substring(1).split("/", -1)), handler));
        return this;
    }

    /** The handler of a request, with what the pattern's names stand for. */
    Optional<Found> find(String method, String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        for (Route route : routes) {
            Map<String, String> names = new LinkedHashMap<>();
            if (route.method.equals(method) && matches(route.pattern, segments, names)) {
                return Optional.of(new Found(route.handler, names));
            }
        }
        return Optional.empty();
    }

    private static boolean matches(List<String> pattern, List<String> segments, Map<String, String> names) {
        if (pattern.isEmpty()) {
            return segments.isEmpty();
        }
        String first = pattern.getFirst();
        List<String> rest = pattern.subList(1, pattern.size());
        if (first.endsWith("*}")) {
            for (int taken = segments.size(); taken > 0; taken--) {
                if (matches(rest, segments.subList(taken, segments.size()), names)) {
                    names.put(first.substring(1, first.length() - 2), String.join("/", segments.subList(0, taken)));
                    return true;
                }
            }
            return false;
        }
        if (segments.isEmpty()) {
            return false;
        }
        if (first.startsWith("{")) {
            names.put(first.substring(1, first.length() - 1), segments.getFirst());
        } else if (!first.equalsIgnoreCase(segments.getFirst())) {
            return false;
        }
        return matches(rest, segments.subList(1, segments.size()), names);
    }

    /** Where a request leads. */
    record Found(Handler handler, Map<String, String> names) {}

    private record Route(String method, List<String> pattern, Handler handler) {}
}
