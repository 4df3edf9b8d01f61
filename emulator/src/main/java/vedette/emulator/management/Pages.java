package vedette.emulator.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.emulator.Answer;

/** Cuts lists into pages as the resource manager does: {@code $top} bounds a page, and a link leads to the next. */
final class Pages {

    private static final int LARGEST_TOP = 1000;

    private Pages() {}

    static Answer of(Ask ask, List<ObjectNode> resources, int largestPage) {
        int start = number(ask, "$skiptoken", 0);
        int top = number(ask, "$top", largestPage);
        if (top < 1 || top > LARGEST_TOP) {
            throw new Refusal(400, "BadRequest", "Invalid $top: it must be between 1 and " + LARGEST_TOP + ".");
        }
        int end = Math.min(resources.size(), start + Math.min(top, largestPage));
        ObjectNode page = Resources.JSON.createObjectNode();
        ArrayNode value = page.putArray("value");
        resources.subList(Math.min(start, end), end).forEach(value::add);
        if (end < resources.size()) {
            page.put("nextLink", link(ask, end));
        }
        return Answer.json(200, page);
    }

    /** The same address with another place to go on, and all the client's own parameters. */
    private static String link(Ask ask, int start) {
        String query = Stream.of(ask.target().getRawQuery().split("&"))
                .filter(pair -> !pair.toLowerCase(Locale.ROOT).matches("(\\$|%24)skiptoken=.*"))
                .collect(Collectors.joining("&"));
        return ask.base().resolve(ask.target().getRawPath()) + "?" + query + "&"
                + URLEncoder.encode("$skipToken", StandardCharsets.UTF_8) + "=" + start;
    }

    private static int number(Ask ask, String parameter, int otherwise) {
        Optional<String> text = ask.parameter(parameter);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("\\d{1,9}")) {
            throw new Refusal(400, "BadRequest", "Invalid " + parameter + ": a number was expected.");
        }
        return Integer.parseInt(text.get());
    }
}
