package vedette.emulator.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import vedette.kql.query.RenderInstruction;

/** What the services make of {@code render}: an object that always has all properties. */
final class Visualization {

    private static final List<String> PROPERTIES = List.of(
            "Visualization",
            "Title",
            "XColumn",
            "Series",
            "YColumns",
            "AnomalyColumns",
            "XTitle",
            "YTitle",
            "XAxis",
            "YAxis",
            "Legend",
            "YSplit",
            "Accumulate",
            "IsQuerySorted",
            "Kind",
            "Ymin",
            "Ymax");
    private static final Set<String> LISTS = Set.of("Series", "YColumns", "AnomalyColumns");

    private Visualization() {}

    /** As Log Analytics names the properties. */
    static void logAnalytics(JsonGenerator json, Optional<RenderInstruction> render) throws IOException {
        json.writeStartObject();
        for (String property : PROPERTIES) {
            String name = property.equals("Ymin") || property.equals("Ymax")
                    ? "y" + (property.equals("Ymin") ? "Min" : "Max")
                    : Character.toLowerCase(property.charAt(0)) + property.substring(1);
            json.writeFieldName(name);
            value(json, property, render);
        }
        json.writeEndObject();
    }

    /** As Kusto names the properties, as text: its protocols put it into a cell. */
    static String kusto(Optional<RenderInstruction> render) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            for (String property : PROPERTIES) {
                json.writeFieldName(property);
                value(json, property, render);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void value(JsonGenerator json, String property, Optional<RenderInstruction> render)
            throws IOException {
        Optional<String> given = property.equals("Visualization")
                ? render.map(RenderInstruction::visualization)
                : render.flatMap(each -> Optional.ofNullable(each.properties().get(property.toLowerCase(Locale.ROOT))));
        switch (property) {
            case "Accumulate", "IsQuerySorted" ->
                json.writeBoolean(given.orElse("").equalsIgnoreCase("true"));
            case "Ymin", "Ymax" -> number(json, given.orElse("NaN"));
            default -> {
                if (given.isEmpty()) {
                    json.writeNull();
                } else if (LISTS.contains(property)) {
                    String[] columns = given.get().split(",", -1);
                    json.writeStartArray();
                    for (String column : columns) {
                        json.writeString(column.strip());
                    }
                    json.writeEndArray();
                } else {
                    json.writeString(given.get());
                }
            }
        }
    }

    private static void number(JsonGenerator json, String text) throws IOException {
        double number = Double.parseDouble(text);
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(text);
        }
    }
}
