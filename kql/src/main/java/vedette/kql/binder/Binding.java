package vedette.kql.binder;

import java.util.function.Supplier;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Expression;

/** What a name that {@code let} or a parameter defines stands for. */
sealed interface Binding {

    /** A value. */
    record Value(Scalar scalar) implements Binding {}

    /** A table; each use makes rows with columns of their own. */
    record Table(Supplier<Rows> rows) implements Binding {}

    /** A function, with the names that its body sees. */
    record Function(Expression.Function syntax, Environment environment) implements Binding {}
}
