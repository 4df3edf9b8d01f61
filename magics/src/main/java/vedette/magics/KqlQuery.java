package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import vedette.kernel.CellFailure;
import vedette.kql.EditedText;
import vedette.kql.Excerpt;
import vedette.kql.Literal;
import vedette.kql.Problem;
import vedette.kql.ProblemCode;
import vedette.kql.Queries;
import vedette.kql.QueryTemplate;
import vedette.kql.Snippets;
import vedette.kql.Span;
import vedette.kql.Spelling;

/** A query with its parameters written in, which knows where in the user's text each part of it stands. */
final class KqlQuery {

    private final EditedText edited;
    private final Place place;
    private final List<String> notes;
    private final Snippets.Preamble preamble;

    private KqlQuery(EditedText edited, Place place, List<String> notes, Snippets.Preamble preamble) {
        this.edited = edited;
        this.place = place;
        this.notes = List.copyOf(notes);
        this.preamble = preamble;
    }

    /** The text that a query is a part of, and where it starts there. */
    record Place(String text, int start) {}

    /**
     * What is written into a query.
     *
     * @param hasBraces whether {@code {name}} stands for a value
     * @param tables the connection's tables, asked for only where a name could be one of them or a variable
     * @param take how many rows the service may send at most
     * @param snippets saved queries that the query may use as tables
     * @param isTable whether a name is a table, which goes before a snippet; asked only for names of snippets
     */
    record Filling(
            Parameters parameters,
            boolean hasBraces,
            Supplier<Set<String>> tables,
            OptionalLong take,
            Snippets snippets,
            Predicate<String> isTable) {}

    /**
     * The query that can run.
     *
     * @throws CellFailure when a parameter names no variable, or one that KQL has no type for
     */
    static KqlQuery prepare(String query, Place place, Filling filling) {
        EditedText filled =
                filling.hasBraces() ? filled(query, place, filling.parameters()) : EditedText.of(query, List.of());
        List<String> notes = new ArrayList<>();
        EditedText borrowed = filled.edited(borrowed(filled, place, filling, notes));
        OptionalInt end = filling.take().isPresent() ? Queries.takeOffset(borrowed.text()) : OptionalInt.empty();
        EditedText taken = end.isEmpty()
                ? borrowed
                : borrowed.edited(List.of(new EditedText.Edit(
                        new Span(end.getAsInt(), end.getAsInt()),
                        "\n| take " + filling.take().orElseThrow())));
        Snippets.Preamble preamble = preamble(taken.text(), filling, notes);
        EditedText complete = preamble.text().isEmpty()
                ? taken
                : taken.edited(
                        List.of(new EditedText.Edit(new Span(preamble.offset(), preamble.offset()), preamble.text())));
        return new KqlQuery(complete, place, notes, preamble);
    }

    private static Snippets.Preamble preamble(String query, Filling filling, List<String> notes) {
        try {
            Snippets.Preamble preamble = filling.snippets().preamble(query, filling.isTable());
            preamble.hidden()
                    .forEach(name -> notes.add(name + " is the connection's table, not the snippet of that name"));
            return preamble;
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of(String.valueOf(e.getMessage()));
        }
    }

    private static EditedText filled(String query, Place place, Parameters parameters) {
        QueryTemplate template = QueryTemplate.of(query);
        List<Problem> problems = new ArrayList<>();
        for (QueryTemplate.Parameter parameter : template.parameters()) {
            problem(parameter, parameters).ifPresent(problems::add);
        }
        if (!problems.isEmpty()) {
            throw failure(problems, place, List.of());
        }
        return template.fill(parameter -> text(parameter, parameters));
    }

    private static String text(QueryTemplate.Parameter parameter, Parameters parameters) {
        Object value = parameters.follow(parameter.name()).orElse(null);
        return switch (parameter.form()) {
            case VALUE -> Literal.print(value);
            case RAW -> String.valueOf(value);
            case NAME -> Literal.name(String.valueOf(value));
        };
    }

    private static Optional<Problem> problem(QueryTemplate.Parameter parameter, Parameters parameters) {
        String root = parameter.name().split("\\.")[0];
        Optional<Object> value;
        try {
            value = parameters.follow(parameter.name());
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.of(
                    ProblemCode.NO_SUCH_VARIABLE, parameter.span(), parameter.name(), String.valueOf(e.getMessage())));
        }
        if (value.isEmpty()) {
            String advice = parameters.has(root) ? "it holds null" : Spelling.didYouMean(root, parameters.names());
            return Optional.of(Problem.of(ProblemCode.NO_SUCH_VARIABLE, parameter.span(), parameter.name(), advice));
        }
        try {
            text(parameter, parameters);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            boolean isKnownType = String.valueOf(e.getMessage()).startsWith("value must be");
            return Optional.of(
                    Problem.of(
                            ProblemCode.PARAMETER_VALUE,
                            parameter.span(),
                            value.get().getClass().getSimpleName(),
                            "a parameter",
                            isKnownType
                                    ? String.valueOf(e.getMessage())
                                    : "KQL has strings, numbers, dates, durations, guids, lists and maps of those, and tables"));
        }
    }

    /** {@code let x = javaVariable;}, where the name is no table's: a variable never stands in for a table. */
    private static List<EditedText.Edit> borrowed(EditedText filled, Place place, Filling filling, List<String> notes) {
        List<EditedText.Edit> edits = new ArrayList<>();
        for (Map.Entry<Span, String> name : Queries.borrowedNames(filled.text()).entrySet()) {
            Optional<Object> value = filling.parameters().find(name.getValue());
            if (value.isEmpty()) {
                continue;
            }
            if (filling.tables().get().contains(name.getValue())) {
                notes.add(name.getValue() + " is the connection's table; write {" + name.getValue()
                        + "} for the variable of that name");
                continue;
            }
            try {
                edits.add(new EditedText.Edit(name.getKey(), Literal.print(value.get())));
            } catch (IllegalArgumentException e) {
                throw KqlFailure.at(
                        place.text(),
                        shifted(filled.source(name.getKey()), place.start()),
                        "the variable '" + name.getValue() + "' is no value of KQL",
                        String.valueOf(e.getMessage()));
            }
        }
        return edits;
    }

    String text() {
        return edited.text();
    }

    /** What the user should know of how the query was read. */
    List<String> notes() {
        return notes;
    }

    /** The failure that shows problems under the user's own text, with more lines below. */
    CellFailure failure(List<Problem> problems, List<String> below) {
        return problems.stream()
                .flatMap(problem -> preamble.at(problem.span().start()).stream()
                        .map(definition -> inSnippet(problem, definition, below)))
                .findFirst()
                .orElseGet(() -> failure(problems.stream().map(edited::source).toList(), place, below));
    }

    /** A problem of a snippet is shown under the snippet's own text, which stands in no part of the cell. */
    private CellFailure inSnippet(Problem problem, Snippets.Definition definition, List<String> below) {
        String text = preamble.text()
                .substring(definition.span().start(), definition.span().end());
        int start = preamble.offset() + definition.span().start();
        return failure(
                List.of(new Problem(
                        problem.code(),
                        problem.severity(),
                        new Span(
                                problem.span().start() - start,
                                Math.min(text.length(), problem.span().end() - start)),
                        "in the snippet '" + definition.name() + "': " + problem.message(),
                        problem.suggestion())),
                new Place(text, 0),
                below);
    }

    private static CellFailure failure(List<Problem> problems, Place place, List<String> below) {
        List<String> lines = new ArrayList<>();
        for (Problem problem : problems) {
            Problem placed = new Problem(
                    problem.code(),
                    problem.severity(),
                    shifted(problem.span(), place.start()),
                    problem.message(),
                    problem.suggestion());
            lines.addAll(Excerpt.of(place.text(), placed).lines().toList());
        }
        lines.addAll(below);
        return new CellFailure(KqlFailure.NAME, problems.getFirst().message(), lines, null);
    }

    private static Span shifted(Span span, int by) {
        return new Span(span.start() + by, span.end() + by);
    }
}
