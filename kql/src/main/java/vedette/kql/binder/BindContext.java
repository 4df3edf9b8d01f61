package vedette.kql.binder;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.frame.KqlType;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.plan.Column;
import vedette.kql.query.RenderInstruction;
import vedette.kql.syntax.Element;

/** What is shared while one text is bound: ids, problems, the tables and the moment that {@code now()} means. */
final class BindContext {

    /** How deeply user functions may call each other; KQL has no recursion, so more means a cycle. */
    private static final int MOST_CALLS = 64;

    private final Catalogue catalogue;
    private final long nowTicks;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Binding> named = new HashMap<>();
    private @Nullable RenderInstruction render;
    private int nextColumn;
    private int nextShared;
    private int calls;

    BindContext(Catalogue catalogue, long nowTicks) {
        this.catalogue = catalogue;
        this.nowTicks = nowTicks;
    }

    Catalogue catalogue() {
        return catalogue;
    }

    long nowTicks() {
        return nowTicks;
    }

    List<Problem> problems() {
        return problems;
    }

    Column column(String name, KqlType type) {
        return new Column(nextColumn++, name, type);
    }

    int sharedId() {
        return nextShared++;
    }

    /** What {@code as} named. */
    Map<String, Binding> named() {
        return named;
    }

    void render(RenderInstruction instruction) {
        render = instruction;
    }

    Optional<RenderInstruction> render() {
        return Optional.ofNullable(render);
    }

    void enterCall(Element place, String function) {
        if (++calls > MOST_CALLS) {
            throw BindFailure.of(ProblemCode.TOO_DEEP, place, MOST_CALLS);
        }
    }

    void leaveCall() {
        calls--;
    }
}
