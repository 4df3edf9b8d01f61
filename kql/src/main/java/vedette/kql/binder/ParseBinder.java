package vedette.kql.binder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.Operator;

/**
 * Binds {@code parse} and {@code parse-where}. The pattern becomes one regular expression, a lazy group for each column.
 * In simple mode a row matches only if all its values convert; in relaxed mode those that do not are null.
 */
final class ParseBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;

    ParseBinder(BindContext context, ExpressionBinder expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    /** A column that the pattern fills, and the group that fills it. */
    private record Filled(String name, KqlType type, Column group) {}

    Rows apply(Operator.Parse parse, Rows input, Around around) {
        Scope scope = around.scope(input);
        Scalar text = Types.converted(expressions.bind(parse.source(), scope), KqlType.STRING);
        String kind = parameter(parse, "kind").orElse("simple");
        List<Filled> filled = filled(parse.pattern());
        String regex = flags(parse) + regex(parse.pattern(), kind.equals("regex"));
        Column matched = context.column("matched", KqlType.BOOL);
        Plan match = new Plan.Match(
                scope.withWindows(input.plan()),
                text,
                regex,
                filled.stream().map(Filled::group).toList(),
                matched);
        Scalar whole = whole(filled, matched, kind);
        boolean where = parse.keyword().is("parse-where");
        Plan rows = where ? new Plan.Filter(match, whole) : match;
        return input.with(new Plan.Project(rows, output(input.columns(), filled, whole)));
    }

    private static Optional<String> parameter(Operator.Parse parse, String name) {
        return parse.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(parameter -> parameter.value().text().strip())
                .findFirst();
    }

    private static String flags(Operator.Parse parse) {
        return "(?s" + parameter(parse, "flags").orElse("").replaceAll("[^imsU]", "") + ")";
    }

    private List<Filled> filled(List<Clause.PatternPart> pattern) {
        List<Filled> filled = new ArrayList<>();
        for (Clause.PatternPart part : pattern) {
            if (part.item() instanceof Expression.Name name) {
                KqlType type = part.type()
                        .map(token -> KqlType.named(token.text())
                                .orElseThrow(() ->
                                        BindFailure.of(ProblemCode.MALFORMED_LITERAL, token, token.text(), "type", "")))
                        .orElse(KqlType.STRING);
                filled.add(new Filled(name.name(), type, context.column(name.name(), KqlType.STRING)));
            }
        }
        return filled;
    }

    private static String regex(List<Clause.PatternPart> pattern, boolean isRegex) {
        StringBuilder regex = new StringBuilder("^");
        for (Clause.PatternPart part : pattern) {
            regex.append(
                    switch (part.item()) {
                        case Expression.Star star -> ".*?";
                        case Expression.Name name -> isRegex ? "(.*)" : "(.*?)";
                        case Expression.Literal literal -> literal(literal, isRegex);
                        default -> "";
                    });
        }
        return regex.append('$').toString();
    }

    private static String literal(Expression.Literal literal, boolean isRegex) {
        String text = Literals.string(literal.tokens().getFirst().text());
        return isRegex ? "(?:" + text + ")" : escaped(text);
    }

    private static String escaped(String text) {
        return Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]").matcher(text).replaceAll("\\\\$0");
    }

    /** Whether a row counts as matched. */
    private static Scalar whole(List<Filled> filled, Column matched, String kind) {
        Scalar whole = new Scalar.Reference(matched);
        if (kind.equals("relaxed")) {
            return whole;
        }
        for (Filled column : filled) {
            if (column.type() != KqlType.STRING) {
                Scalar value = Types.converted(new Scalar.Reference(column.group()), column.type());
                whole = new Scalar.Call("and", KqlType.BOOL, whole, new Scalar.Call("isnotnull", KqlType.BOOL, value));
            }
        }
        return whole;
    }

    private List<Plan.Assignment> output(List<Column> columns, List<Filled> filled, Scalar whole) {
        Map<String, Plan.Assignment> output = new LinkedHashMap<>();
        columns.forEach(column -> output.put(column.name(), Plan.Assignment.keep(column)));
        for (Filled column : filled) {
            Scalar value = new Scalar.Call(
                    "iff",
                    column.type(),
                    whole,
                    Types.converted(new Scalar.Reference(column.group()), column.type()),
                    Types.nothing(column.type()));
            output.put(column.name(), new Plan.Assignment(context.column(column.name(), column.type()), value));
        }
        return List.copyOf(output.values());
    }
}
