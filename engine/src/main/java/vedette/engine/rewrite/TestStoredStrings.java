package vedette.engine.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.frame.KqlType;
import vedette.kql.plan.Plan;
import vedette.kql.plan.PlanInputs;
import vedette.kql.plan.Scalar;

/**
 * {@code T | where s == "x" and p} becomes {@code T[s == "x"] | where p}: the condition is tested on the string as it is
 * stored, without the guard that makes a missing one empty, so that DuckDB can skip row groups by it. Only conditions that
 * are not true of the empty string may move.
 */
final class TestStoredStrings implements Rewrite {

    private static final Set<String> FALSE_OF_EMPTY = Set.of(
            "==",
            "=~",
            "has",
            "has_cs",
            "hasprefix",
            "hassuffix",
            "contains",
            "contains_cs",
            "startswith",
            "startswith_cs",
            "endswith",
            "endswith_cs",
            "in",
            "in~");

    @Override
    public String name() {
        return "test-stored-strings";
    }

    @Override
    public Plan apply(Plan plan) {
        Plan below = PlanInputs.map(plan, this::apply);
        if (!(below instanceof Plan.Filter(Plan.Scan scan, Scalar predicate))) {
            return below;
        }
        List<Scalar> moved = new ArrayList<>(scan.conditions());
        List<Scalar> kept = new ArrayList<>();
        for (Scalar conjunct : conjuncts(predicate)) {
            (isFalseOfEmpty(conjunct) ? moved : kept).add(conjunct);
        }
        if (moved.size() == scan.conditions().size()) {
            return below;
        }
        Plan.Scan tested = new Plan.Scan(scan.table(), scan.columns(), moved);
        Optional<Scalar> rest =
                kept.stream().reduce((some, other) -> new Scalar.Call("and", KqlType.BOOL, some, other));
        return rest.<Plan>map(condition -> new Plan.Filter(tested, condition)).orElse(tested);
    }

    private static List<Scalar> conjuncts(Scalar predicate) {
        if (!(predicate instanceof Scalar.Call(String function, List<Scalar> arguments, KqlType type))
                || !function.equals("and")) {
            return List.of(predicate);
        }
        return arguments.stream()
                .flatMap(argument -> conjuncts(argument).stream())
                .toList();
    }

    private static boolean isFalseOfEmpty(Scalar condition) {
        return condition instanceof Scalar.Call call
                && FALSE_OF_EMPTY.contains(call.function())
                && call.arguments().size() > 1
                && call.arguments().getFirst() instanceof Scalar.Reference reference
                && reference.type() == KqlType.STRING
                && call.arguments().stream().skip(1).allMatch(TestStoredStrings::isText);
    }

    private static boolean isText(Scalar scalar) {
        return scalar instanceof Scalar.Constant constant
                && constant.value() instanceof String text
                && constant.type() == KqlType.STRING
                && !text.isEmpty();
    }
}
