package vedette.magics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.Frames;
import vedette.frame.Json;
import vedette.frame.KqlType;
import vedette.kql.query.QueryResult;

/** What is made of an answer after it came: {@code -auto_limit} and {@code -expand}. */
final class Reshaping {

    private Reshaping() {}

    static QueryResult of(QueryResult answer, Settings settings) {
        long limit = settings.count("auto_limit").orElse(0);
        List<String> expanded = settings.list("expand");
        if (limit == 0 && expanded.isEmpty()) {
            return answer;
        }
        List<Table> tables = answer.tables().stream()
                .map(table -> limit > 0 && table.rowCount() > limit
                        ? table.where(Selection.withRange(0, (int) limit))
                        : table)
                .map(table -> expanded(table, expanded))
                .toList();
        return new QueryResult(tables, answer.render(), answer.statistics(), answer.warnings(), answer.incomplete());
    }

    private static Table expanded(Table table, List<String> names) {
        for (String name : names) {
            if (!table.containsColumn(name)) {
                throw KqlFailure.of("-expand: the result has no column '" + name + "'; it has "
                        + String.join(", ", table.columnNames()));
            }
        }
        Table wide = table;
        for (String name : names) {
            wide = expanded(wide, name);
        }
        return wide;
    }

    /** A column for each member, dynamic as the members are, named {@code column_member}. */
    private static Table expanded(Table table, String name) {
        Column<?> column = table.column(name);
        List<Map<?, ?>> bags = new ArrayList<>();
        Set<String> members = new LinkedHashSet<>();
        for (int row = 0; row < table.rowCount(); row++) {
            Map<?, ?> bag = bag(column, row);
            bags.add(bag);
            bag.keySet().forEach(key -> members.add(String.valueOf(key)));
        }
        Map<String, ColumnSchema> schema = new LinkedHashMap<>();
        members.forEach(member -> schema.put(member, new ColumnSchema(name + "_" + member, type(bags, member))));
        FrameBuilder frame = new FrameBuilder(List.copyOf(schema.values()));
        for (Map<?, ?> bag : bags) {
            int at = 0;
            for (Map.Entry<String, ColumnSchema> member : schema.entrySet()) {
                append(frame, at++, member.getValue().type(), bag.get(member.getKey()));
            }
        }
        Table wide = table.copy();
        for (Column<?> added : frame.build("members").columns()) {
            wide.addColumns(wide.containsColumn(added.name()) ? added.setName(added.name() + "_1") : added);
        }
        wide.removeColumns(name);
        return wide;
    }

    private static Map<?, ?> bag(Column<?> column, int row) {
        return Frames.value(column, row)
                .flatMap(text -> Json.parse(String.valueOf(text)))
                .map(Json.Parsed::value)
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .orElse(Map.of());
    }

    /** The one type that all values of a member have; dynamic where they differ. */
    private static KqlType type(List<Map<?, ?>> bags, String member) {
        Optional<KqlType> only = Optional.empty();
        for (Map<?, ?> bag : bags) {
            Object value = bag.get(member);
            KqlType type = switch (value) {
                case null -> null;
                case String text -> KqlType.STRING;
                case Long number -> KqlType.LONG;
                case Double number -> KqlType.REAL;
                case Boolean flag -> KqlType.BOOL;
                default -> KqlType.DYNAMIC;
            };
            if (type != null && only.filter(known -> known != type).isPresent()) {
                return KqlType.DYNAMIC;
            }
            only = type == null ? only : Optional.of(type);
        }
        return only.orElse(KqlType.DYNAMIC);
    }

    private static void append(FrameBuilder frame, int column, KqlType type, @Nullable Object value) {
        switch (value) {
            case null -> frame.appendMissing(column);
            case String text when type == KqlType.STRING -> frame.append(column, text);
            case Long number when type == KqlType.LONG -> frame.append(column, number.longValue());
            case Double number when type == KqlType.REAL -> frame.append(column, number.doubleValue());
            case Boolean flag when type == KqlType.BOOL -> frame.append(column, flag.booleanValue());
            default -> frame.append(column, Json.print(value));
        }
    }
}
