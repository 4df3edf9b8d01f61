package vedette.kql.binder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalars;

/**
 * What an expression sees: the columns of a row, nearest first, and the names around. A scope also takes the functions
 * over neighbouring rows that the expression asks for, which its operator computes before anything else.
 */
final class Scope {

    private final Environment environment;
    private final List<Column> columns;
    private final @Nullable Sides sides;
    private final boolean serialized;
    private final List<Plan.Assignment> windows = new ArrayList<>();

    /** The two tables of a join's condition. */
    record Sides(List<Column> left, List<Column> right) {}

    private Scope(Environment environment, List<Column> columns, @Nullable Sides sides, boolean serialized) {
        this.environment = environment;
        this.columns = columns;
        this.sides = sides;
        this.serialized = serialized;
    }

    /** The scope of expressions over rows. */
    static Scope of(Environment environment, Rows rows, List<Column> outer) {
        List<Column> columns = new ArrayList<>(rows.columns());
        columns.addAll(outer);
        return new Scope(environment, columns, null, rows.isSerialized());
    }

    /** The scope of expressions that see no row, or only those around. */
    static Scope constant(Environment environment, List<Column> outer) {
        return new Scope(environment, outer, null, false);
    }

    /** The scope of a join's condition. */
    static Scope join(Environment environment, Rows left, Rows right) {
        return new Scope(environment, List.of(), new Sides(left.columns(), right.columns()), false);
    }

    Environment environment() {
        return environment;
    }

    List<Column> columns() {
        return columns;
    }

    Optional<Sides> sides() {
        return Optional.ofNullable(sides);
    }

    boolean isSerialized() {
        return serialized;
    }

    Optional<Column> column(String name) {
        return Rows.find(columns, name);
    }

    void window(Plan.Assignment window) {
        windows.add(window);
    }

    /** The input with the functions over neighbouring rows that expressions asked for. */
    Plan withWindows(Plan input) {
        // One such function may stand inside another's arguments: then it is computed below it.
        Plan plan = input;
        List<Plan.Assignment> level = new ArrayList<>();
        for (Plan.Assignment window : windows) {
            if (level.stream().anyMatch(below -> Scalars.refersTo(window.value(), below.column()))) {
                plan = new Plan.Window(plan, level);
                level = new ArrayList<>();
            }
            level.add(window);
        }
        return level.isEmpty() ? plan : new Plan.Window(plan, level);
    }
}
