package vedette.kql.binder;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.Spelling;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Plan.JoinKind;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;

/** Binds {@code join} and {@code lookup}. */
final class JoinBinder {

    /** A kind, and whether the sides change places for it. */
    private record Kind(JoinKind kind, boolean swapped) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("innerunique", new Kind(JoinKind.INNERUNIQUE, false)),
            Map.entry("inner", new Kind(JoinKind.INNER, false)),
            Map.entry("leftouter", new Kind(JoinKind.LEFTOUTER, false)),
            Map.entry("rightouter", new Kind(JoinKind.RIGHTOUTER, false)),
            Map.entry("fullouter", new Kind(JoinKind.FULLOUTER, false)),
            Map.entry("leftsemi", new Kind(JoinKind.LEFTSEMI, false)),
            Map.entry("rightsemi", new Kind(JoinKind.LEFTSEMI, true)),
            Map.entry("anti", new Kind(JoinKind.LEFTANTI, false)),
            Map.entry("leftanti", new Kind(JoinKind.LEFTANTI, false)),
            Map.entry("leftantisemi", new Kind(JoinKind.LEFTANTI, false)),
            Map.entry("rightanti", new Kind(JoinKind.LEFTANTI, true)),
            Map.entry("rightantisemi", new Kind(JoinKind.LEFTANTI, true)));
    private static final Set<String> LOOKUP_KINDS = Set.of("leftouter", "inner");

    private final BindContext context;
    private final ExpressionBinder expressions;
    private final TableBinder tables;

    JoinBinder(BindContext context, ExpressionBinder expressions, TableBinder tables) {
        this.context = context;
        this.expressions = expressions;
        this.tables = tables;
    }

    Rows apply(Operator.Join join, Rows left, Around around) {
        boolean lookup = join.keyword().is("lookup");
        Rows right = tables.bind(join.right(), around.environment(), around.outer());
        Kind kind = kind(join, lookup);
        List<Plan.JoinKey> keys =
                join.on().map(on -> keys(on, around, left, right)).orElseGet(() -> commonKeys(join, left, right));
        if (kind.kind().isHalf()) {
            return Rows.unordered(
                    kind.swapped()
                            ? new Plan.Join(kind.kind(), right.plan(), left.plan(), swapped(keys))
                            : new Plan.Join(kind.kind(), left.plan(), right.plan(), keys));
        }
        Plan joined = new Plan.Join(kind.kind(), left.plan(), right.plan(), keys);
        return Rows.unordered(new Plan.Project(joined, output(left, right, lookup ? keys : List.of())));
    }

    private static Kind kind(Operator.Join join, boolean lookup) {
        Optional<Clause.Parameter> written = join.parameters().stream()
                .filter(parameter -> parameter.name().equals("kind"))
                .findFirst();
        String name =
                written.map(parameter -> parameter.value().text().strip()).orElse(lookup ? "leftouter" : "innerunique");
        Set<String> known = lookup ? LOOKUP_KINDS : KINDS.keySet();
        if (!known.contains(name)) {
            throw BindFailure.of(
                    ProblemCode.PARAMETER_VALUE,
                    written.orElseThrow().value(),
                    name,
                    "kind",
                    Spelling.didYouMean(name, known));
        }
        return KINDS.get(name);
    }

    private static List<Plan.JoinKey> swapped(List<Plan.JoinKey> keys) {
        return keys.stream()
                .map(key -> new Plan.JoinKey(key.right(), key.left()))
                .toList();
    }

    private List<Plan.JoinKey> keys(Clause.On on, Around around, Rows left, Rows right) {
        List<Plan.JoinKey> keys = new ArrayList<>();
        on.items().items().forEach(item -> addKeys(item, keys, around, left, right));
        return keys;
    }

    private void addKeys(Expression item, List<Plan.JoinKey> keys, Around around, Rows left, Rows right) {
        switch (item) {
            case Expression.Parenthesized inner -> addKeys(inner.inner(), keys, around, left, right);
            case Expression.Name name ->
                keys.add(
                        key(new Scalar.Reference(column(name, left)), new Scalar.Reference(column(name, right)), name));
            case Expression.Binary both
            when both.operatorText().equals("and") -> {
                addKeys(both.left(), keys, around, left, right);
                addKeys(both.right(), keys, around, left, right);
            }
            case Expression.Binary equality
            when equality.operatorText().equals("==") -> keys.add(equality(equality, around, left, right));
            default -> throw BindFailure.of(ProblemCode.EXPECTED, item, "a column, or $left.a == $right.b");
        }
    }

    private Plan.JoinKey equality(Expression.Binary equality, Around around, Rows left, Rows right) {
        Scope scope = Scope.join(around.environment(), left, right);
        Scalar one = expressions.bind(equality.left(), scope);
        Scalar other = expressions.bind(equality.right(), scope);
        boolean swapped =
                one instanceof Scalar.Reference reference && right.columns().contains(reference.column());
        return swapped ? key(other, one, equality) : key(one, other, equality);
    }

    private static Plan.JoinKey key(Scalar left, Scalar right, Expression place) {
        KqlType a = left.type();
        KqlType b = right.type();
        if (a == KqlType.DYNAMIC || b == KqlType.DYNAMIC) {
            throw BindFailure.of(ProblemCode.NOT_ORDERABLE, place, "a dynamic value", "joined on");
        }
        if (a != b && !(a.isNumeric() && b.isNumeric())) {
            throw BindFailure.of(ProblemCode.NOT_COMPARABLE, place, "==", a, b, "convert one of them");
        }
        return new Plan.JoinKey(left, right);
    }

    private static Column column(Expression.Name name, Rows rows) {
        return rows.column(name.name())
                .orElseThrow(() -> BindFailure.of(
                        ProblemCode.UNKNOWN_NAME,
                        name,
                        name.name(),
                        Spelling.didYouMean(
                                name.name(),
                                rows.columns().stream().map(Column::name).toList())));
    }

    private static List<Plan.JoinKey> commonKeys(Operator.Join join, Rows left, Rows right) {
        List<Plan.JoinKey> keys = new ArrayList<>();
        for (Column column : left.columns()) {
            right.column(column.name())
                    .filter(other -> other.type() == column.type())
                    .ifPresent(other ->
                            keys.add(new Plan.JoinKey(new Scalar.Reference(column), new Scalar.Reference(other))));
        }
        if (keys.isEmpty()) {
            throw BindFailure.of(
                    ProblemCode.EXPECTED_AFTER,
                    join.keyword(),
                    "'on' and columns",
                    join.keyword().text());
        }
        return keys;
    }

    /** All columns of both sides; those of the right get numbers where the left has their name. */
    private List<Plan.Assignment> output(Rows left, Rows right, List<Plan.JoinKey> dropped) {
        Names names = new Names(left.columns());
        Set<Scalar> droppedColumns = new LinkedHashSet<>();
        dropped.forEach(key -> droppedColumns.add(key.right()));
        List<Plan.Assignment> output = new ArrayList<>(
                left.columns().stream().map(Plan.Assignment::keep).toList());
        for (Column column : right.columns()) {
            Scalar value = new Scalar.Reference(column);
            if (droppedColumns.contains(value)) {
                continue;
            }
            String name = names.unique(column.name());
            output.add(
                    name.equals(column.name())
                            ? Plan.Assignment.keep(column)
                            : new Plan.Assignment(context.column(name, column.type()), value));
        }
        return output;
    }
}
