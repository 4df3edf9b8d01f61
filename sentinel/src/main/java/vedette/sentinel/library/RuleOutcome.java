package vedette.sentinel.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.api.Table;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.frame.KqlType;

/**
 * What a rule says to the rows that its query found.
 *
 * @param alerts whether they raise an alert; never for a hunting query
 * @param verdict the same in words, with the numbers
 * @param entities whom the rows name: columns {@code EntityType}, {@code Identifiers} (a property bag) and {@code Rows},
 *     how many rows name it
 * @param missingColumns columns that the rule maps to entities and that the rows do not have
 */
public record RuleOutcome(boolean alerts, String verdict, Table entities, List<String> missingColumns) {

    private static final List<ColumnSchema> ENTITIES = List.of(
            new ColumnSchema("EntityType", KqlType.STRING),
            new ColumnSchema("Identifiers", KqlType.DYNAMIC),
            new ColumnSchema("Rows", KqlType.LONG));

    public RuleOutcome {
        missingColumns = List.copyOf(missingColumns);
    }

    static RuleOutcome of(SentinelRule rule, Table rows) {
        long count = rows.rowCount();
        boolean alerts = rule.trigger().map(trigger -> trigger.firesFor(count)).orElse(false);
        String found = count + (count == 1 ? " row" : " rows");
        String verdict = rule.trigger()
                .map(trigger -> (alerts ? "raises an alert" : "raises no alert") + ": " + found
                        + ", and the rule alerts at " + trigger)
                .orElse(found + "; a hunting query raises no alerts");
        Set<String> missing = new LinkedHashSet<>();
        return new RuleOutcome(alerts, verdict, entities(rule, rows, missing), List.copyOf(missing));
    }

    private record Entity(String type, String identifiers) {}

    private static Table entities(SentinelRule rule, Table rows, Set<String> missing) {
        Map<Entity, Long> counts = new LinkedHashMap<>();
        for (SentinelRule.EntityMapping mapping : rule.entities()) {
            List<String> known = new ArrayList<>();
            mapping.columns().forEach((identifier, column) -> {
                if (rows.containsColumn(column)) {
                    known.add(identifier);
                } else {
                    missing.add(column);
                }
            });
            for (int row = 0; row < rows.rowCount(); row++) {
                Map<String, Object> identifiers = new LinkedHashMap<>();
                for (String identifier : known) {
                    String value = Frames.text(rows.column(mapping.columns().get(identifier)), row);
                    if (!value.isEmpty()) {
                        identifiers.put(identifier, value);
                    }
                }
                if (!identifiers.isEmpty()) {
                    counts.merge(new Entity(mapping.type(), Json.print(identifiers)), 1L, Long::sum);
                }
            }
        }
        FrameBuilder frame = new FrameBuilder(ENTITIES);
        counts.forEach((entity, count) -> {
            frame.append(0, entity.type());
            frame.append(1, entity.identifiers());
            frame.append(2, count.longValue());
        });
        return frame.build("entities");
    }
}
