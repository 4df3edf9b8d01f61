package vedette.kql.binder;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vedette.frame.Ticks;
import vedette.kql.Bound;
import vedette.kql.Parsed;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.Span;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.plan.Plan;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Statement;

/** Binds a whole text. */
public final class Binder {

    private Binder() {}

    /** What a text's queries compute over the tables of a catalogue, {@code now()} being a given moment. */
    public static Bound bind(Parsed parsed, Catalogue catalogue, Instant now) {
        BindContext context = new BindContext(catalogue, Ticks.of(now));
        context.problems().addAll(parsed.problems());
        List<Plan> results = new ArrayList<>();
        if (!parsed.hasErrors()) {
            bind(parsed.program(), context, results);
        }
        List<Problem> problems = new ArrayList<>(context.problems());
        problems.sort(Comparator.comparing(problem -> problem.span().start()));
        return new Bound(results, context.render(), problems);
    }

    private static void bind(Statement.Program program, BindContext context, List<Plan> results) {
        TableBinder tables = new TableBinder(context);
        Environment environment = Environment.EMPTY;
        for (Statement statement : program.statements()) {
            try {
                switch (statement) {
                    case Statement.Let let -> environment = tables.define(let, environment);
                    case Statement.Query query -> results.add(result(query.expression(), tables, environment));
                    case Statement.Other other when other.keyword().is("set") -> {}
                    case Statement.Other other ->
                        throw BindFailure.of(
                                ProblemCode.NOT_LOCAL,
                                other.keyword(),
                                other.keyword().text(),
                                "");
                    case Statement.Empty empty -> {}
                    case Statement.Program nested -> throw new IllegalStateException("programs do not nest");
                }
            } catch (BindFailure failure) {
                context.problems().add(failure.problem());
                return;
            }
        }
        if (results.isEmpty()) {
            context.problems().add(Problem.of(ProblemCode.NO_QUERY, new Span(0, 0)));
        }
    }

    private static Plan result(Expression expression, TableBinder tables, Environment environment) {
        return tables.bind(expression, environment, List.of()).plan();
    }
}
