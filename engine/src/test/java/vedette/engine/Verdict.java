package vedette.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A query and what the real engine answered, and how our answer compares: empty where it is the same. */
record Verdict(JsonNode json) {

    private static final Pattern ENDS_ORDERED =
            Pattern.compile("(?s).*(\\b(sort|order)\\s+by\\b[^|]*|\\|\\s*top\\b[^|]*)$");

    static List<Verdict> read(Path file) {
        ObjectMapper mapper = new ObjectMapper();
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> {
                        try {
                            return new Verdict(mapper.readTree(line));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return json.get("id").asText();
    }

    String query() {
        return json.get("query").asText();
    }

    boolean rejected() {
        return json.path("rejected").asBoolean();
    }

    /** Why an answer, as JSON with columns and rows, is not the real engine's. */
    Optional<String> difference(JsonNode answer) {
        if (rejected()) {
            return Optional.of("accepted: the real engine rejects this query");
        }
        List<String> names = texts(json.get("columns"), "name");
        if (!names.equals(texts(answer.get("columns"), "name"))) {
            return Optional.of("columns: want " + names + ", got " + texts(answer.get("columns"), "name"));
        }
        List<String> types = texts(json.get("columns"), "type");
        List<String> got = texts(answer.get("columns"), "type");
        for (int i = 0; i < types.size(); i++) {
            if (!List.of(types.get(i).split("\\|")).contains(got.get(i))) {
                return Optional.of("types: " + names.get(i) + " want " + types.get(i) + ", got " + got.get(i));
            }
        }
        return json.path("nondeterministic").asBoolean() ? Optional.empty() : rowDifference(got, answer);
    }

    private Optional<String> rowDifference(List<String> types, JsonNode answer) {
        if (json.get("rowCount").asInt() != answer.get("rows").size()) {
            return Optional.of("row count: want " + json.get("rowCount") + ", got "
                    + answer.get("rows").size());
        }
        List<JsonNode> left = new ArrayList<>(list(answer.get("rows")));
        boolean inOrder = true;
        int position = 0;
        for (JsonNode want : json.get("rows")) {
            inOrder &= same(types, want, answer.get("rows").get(position++));
            Optional<JsonNode> match =
                    left.stream().filter(row -> same(types, want, row)).findFirst();
            if (match.isEmpty()) {
                return Optional.of("values: want " + want + ", got "
                        + left.stream().limit(4).toList());
            }
            left.remove(match.get());
        }
        return !inOrder && ENDS_ORDERED.matcher(query()).matches()
                ? Optional.of("order: same rows, other order")
                : Optional.empty();
    }

    private static boolean same(List<String> types, JsonNode want, JsonNode got) {
        for (int i = 0; i < types.size(); i++) {
            if (!sameValue(types.get(i), want.get(i), got.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameValue(String type, JsonNode want, JsonNode got) {
        if (want.isNull() || got.isNull()) {
            return want.isNull() == got.isNull()
                    || (type.equals("string") && text(want).equals(text(got)));
        }
        return switch (type) {
            case "int", "long", "real", "decimal" -> sameNumber(number(want), number(got));
            case "dynamic" -> sameJson(want, got);
            case "datetime" -> instant(want.asText()).equals(instant(got.asText()));
            case "timespan" -> fraction(want.asText()).equals(fraction(got.asText()));
            case "guid" -> want.asText().equalsIgnoreCase(got.asText());
            default -> want.equals(got);
        };
    }

    private static String text(JsonNode node) {
        return node.isNull() ? "" : node.asText();
    }

    private static String instant(String text) {
        String plain = text.replace('T', ' ').replaceAll("(Z|\\+00:00)$", "");
        return fraction(plain.length() == 10 ? plain + " 00:00:00" : plain);
    }

    private static String fraction(String text) {
        int point = text.lastIndexOf('.');
        return point > text.lastIndexOf(':') && text.contains(":")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }

    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }

    private static boolean sameNumber(double want, double got) {
        return Double.compare(want, got) == 0
                || want == got
                || Math.abs(want - got) <= 1e-9 * Math.max(Math.abs(want), Math.abs(got));
    }

    private static boolean sameJson(JsonNode want, JsonNode got) {
        if (want.isNumber() && got.isNumber()) {
            return new BigDecimal(want.asText()).compareTo(new BigDecimal(got.asText())) == 0
                    || sameNumber(want.asDouble(), got.asDouble());
        }
        if (want.isObject() && got.isObject()) {
            return want.size() == got.size()
                    && StreamSupport.stream(((Iterable<String>) want::fieldNames).spliterator(), false)
                            .allMatch(name -> got.has(name) && sameJson(want.get(name), got.get(name)));
        }
        if (want.isArray() && got.isArray()) {
            boolean same = want.size() == got.size();
            for (int i = 0; same && i < want.size(); i++) {
                same = sameJson(want.get(i), got.get(i));
            }
            return same;
        }
        return want.equals(got);
    }

    private static List<String> texts(JsonNode array, String field) {
        return list(array).stream().map(item -> item.get(field).asText()).toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
