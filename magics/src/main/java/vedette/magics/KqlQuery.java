package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Variables;
import vedette.kql.Excerpt;
import vedette.kql.Literal;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.QueryTemplate;
import vedette.kql.Span;
import vedette.kql.Spelling;

/** A cell's query with its parameters written in, which knows where in the cell each part of it stands. */
final class KqlQuery {

    private final QueryTemplate.Filled filled;
    private final int start;

    private KqlQuery(QueryTemplate.Filled filled, int start) {
        this.filled = filled;
        this.start = start;
    }

    /**
     * The query that can run.
     *
     * @throws CellFailure when a parameter names no variable, or one that KQL has no type for
     */
    static KqlQuery prepare(KqlCell cell, MagicCall call) {
        QueryTemplate template = QueryTemplate.of(cell.query());
        List<Problem> problems = new ArrayList<>();
        for (QueryTemplate.Parameter parameter : template.parameters()) {
            problem(parameter, call.variables()).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw failure(problems, cell.queryStart(), call.cellText());
        }
        return new KqlQuery(
                template.fill(name -> Literal.print(call.variables().get(name).orElse(null))), cell.queryStart());
    }

    private static Optional<Problem> problem(QueryTemplate.Parameter parameter, Variables variables) {
        Optional<Object> value = variables.get(parameter.name());
        if (value.isEmpty()) {
            String advice = variables.names().contains(parameter.name())
                    ? "it holds null"
                    : Spelling.didYouMean(parameter.name(), variables.names());
            return Optional.of(Problem.of(ProblemCode.NO_SUCH_VARIABLE, parameter.span(), parameter.name(), advice));
        }
        try {
            Literal.print(value.get());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.of(
                    ProblemCode.PARAMETER_VALUE,
                    parameter.span(),
                    value.get().getClass().getSimpleName(),
                    "a parameter",
                    "KQL has strings, numbers, dates, durations, guids, and lists and maps of those"));
        }
    }

    String text() {
        return filled.text();
    }

    /** The failure that shows problems under the user's own text. */
    CellFailure failure(List<Problem> problems, String cellText) {
        return failure(problems.stream().map(filled::source).toList(), start, cellText);
    }

    private static CellFailure failure(List<Problem> problems, int start, String cellText) {
        List<Problem> placed =
                problems.stream().map(problem -> shifted(problem, start)).toList();
        List<String> lines = new ArrayList<>();
        for (Problem problem : placed) {
            lines.addAll(Excerpt.of(cellText, problem).lines().toList());
        }
        return new CellFailure("KqlError", placed.getFirst().message(), lines, null);
    }

    private static Problem shifted(Problem problem, int by) {
        Span span = new Span(problem.span().start() + by, problem.span().end() + by);
        return new Problem(problem.code(), problem.severity(), span, problem.message(), problem.suggestion());
    }
}
