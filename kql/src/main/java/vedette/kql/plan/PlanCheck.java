package vedette.kql.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What must hold of every plan: columns have unique ids, and a scalar refers only to columns that its relation sees.
 */
public final class PlanCheck {

    private PlanCheck() {}

    /**
     * Verifies a plan.
     *
     * @throws IllegalStateException which law is broken, and where; that is our bug, never the user's
     */
    public static void verify(Plan plan) {
        new Walk().visit(plan, Set.of());
    }

    /** Verifies a plan that took another one's place: the user must see the same columns. */
    public static void verify(Plan plan, Plan before) {
        verify(plan);
        if (!schema(plan).equals(schema(before))) {
            throw new IllegalStateException("schema changed from " + schema(before) + " to " + schema(plan));
        }
    }

    private static List<?> schema(Plan plan) {
        return plan.columns().stream().map(Column::schema).toList();
    }

    private static final class Walk {

        private final Set<Integer> defined = new HashSet<>();
        private final Set<Integer> shared = new HashSet<>();
        private final Set<Plan> queries = new HashSet<>();

        /** Visits a node whose scalars may refer to {@code outer} columns beside those of its inputs. */
        void visit(Plan plan, Set<Column> outer) {
            switch (plan) {
                case Plan.Apply apply -> {
                    visit(apply.input(), outer);
                    visit(apply.body(), union(outer, apply.input().columns()));
                }
                case Plan.Shared reader -> {
                    define(reader.columns());
                    if (shared.add(reader.id())) {
                        visit(reader.definition(), Set.of());
                    }
                }
                default -> plan.inputs().forEach(input -> visit(input, outer));
            }
            Set<Column> inherited = new HashSet<>();
            plan.inputs().forEach(input -> inherited.addAll(input.columns()));
            if (!(plan instanceof Plan.Shared)) {
                define(plan.columns().stream()
                        .filter(column -> !inherited.contains(column))
                        .toList());
            }
            Set<Column> visible = union(outer, plan instanceof Plan.Scan ? plan.columns() : List.copyOf(inherited));
            Scalars.of(plan).forEach(scalar -> check(scalar, visible, plan));
        }

        private void check(Scalar scalar, Set<Column> visible, Plan where) {
            switch (scalar) {
                case Scalar.Reference(Column column) -> {
                    if (!visible.contains(column)) {
                        throw new IllegalStateException(column + " is not visible in "
                                + where.getClass().getSimpleName() + ", only " + visible);
                    }
                }
                case Scalar.Constant constant -> {}
                case Scalar.Call call -> call.arguments().forEach(argument -> check(argument, visible, where));
                case Scalar.Query query -> visitOnce(query.plan(), visible);
                case Scalar.Contained contained -> {
                    check(contained.value(), visible, where);
                    visitOnce(contained.plan(), visible);
                }
            }
        }

        /** A value that a name stands for may be used in several places; each is a query of its own. */
        private void visitOnce(Plan query, Set<Column> visible) {
            if (queries.add(query)) {
                visit(query, visible);
            }
        }

        private void define(List<Column> columns) {
            for (Column column : columns) {
                if (!defined.add(column.id())) {
                    throw new IllegalStateException("column id defined twice: " + column);
                }
            }
        }

        private static Set<Column> union(Set<Column> some, List<Column> others) {
            Set<Column> all = new HashSet<>(some);
            all.addAll(others);
            return all;
        }
    }
}
