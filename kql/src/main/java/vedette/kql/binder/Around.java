package vedette.kql.binder;

import java.util.List;
import vedette.kql.plan.Column;

/**
 * What surrounds a pipe: the names that it sees, and the columns of a row around it, as inside {@code mv-apply}.
 */
record Around(Environment environment, List<Column> outer) {

    Scope scope(Rows rows) {
        return Scope.of(environment, rows, outer);
    }

    Scope constants() {
        return Scope.constant(environment, outer);
    }
}
