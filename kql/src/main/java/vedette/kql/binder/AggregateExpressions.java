package vedette.kql.binder;

import java.util.List;
import java.util.function.Function;
import vedette.kql.ProblemCode;
import vedette.kql.catalogue.FunctionSpec;
import vedette.kql.catalogue.Functions;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Separated;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * Binds expressions over aggregates, such as {@code max(t) - min(t)}: each aggregate in it becomes a column of the
 * groups, under a name that nobody can write, and the expression is bound over those.
 */
final class AggregateExpressions {

    private final ExpressionBinder expressions;
    private final Scope scope;
    private final Function<Expression, Scalar> aggregates;
    private final List<Plan.Assignment> keys;
    private Environment environment;
    private int replaced;

    AggregateExpressions(
            ExpressionBinder expressions,
            Scope scope,
            Function<Expression, Scalar> aggregates,
            List<Plan.Assignment> keys) {
        this.expressions = expressions;
        this.scope = scope;
        this.aggregates = aggregates;
        this.keys = keys;
        this.environment = scope.environment();
    }

    /** The value; a failure where it has no aggregate in it. */
    Scalar bind(Expression expression) {
        Expression rewritten = rewrite(expression);
        if (replaced == 0 && !isConstant(expression)) {
            throw BindFailure.of(ProblemCode.NOT_AGGREGATE, expression);
        }
        List<Column> columns = keys.stream().map(Plan.Assignment::column).toList();
        return expressions.bind(rewritten, Scope.constant(environment, columns));
    }

    private boolean isConstant(Expression expression) {
        return expression instanceof Expression.Literal
                || (expression instanceof Expression.Name name
                        && scope.environment().find(name.name()).isPresent());
    }

    private Expression rewrite(Expression expression) {
        return switch (expression) {
            case Expression.Call call -> call(call);
            case Expression.Binary binary ->
                new Expression.Binary(rewrite(binary.left()), binary.operator(), rewrite(binary.right()));
            case Expression.Unary unary -> new Expression.Unary(unary.operator(), rewrite(unary.operand()));
            case Expression.Parenthesized inner ->
                new Expression.Parenthesized(inner.open(), rewrite(inner.inner()), inner.close());
            case Expression.Between between ->
                new Expression.Between(
                        rewrite(between.value()),
                        between.operator(),
                        between.open(),
                        rewrite(between.from()),
                        between.dots(),
                        rewrite(between.to()),
                        between.close());
            case Expression.Member member ->
                new Expression.Member(rewrite(member.target()), member.dot(), member.member());
            case Expression.Index index ->
                new Expression.Index(
                        rewrite(index.target()), index.dot(), index.open(), rewrite(index.index()), index.close());
            case Expression.InList list ->
                new Expression.InList(rewrite(list.value()), list.operator(), list.open(), list.items(), list.close());
            default -> expression;
        };
    }

    private Expression call(Expression.Call call) {
        if (isAggregate(call)) {
            String name = "\0aggregate" + replaced++;
            environment = environment.with(name, new Binding.Value(aggregates.apply(call)));
            Token word = new Token(TokenKind.WORD, "", name, call.span().start());
            return new Expression.Name(List.of(word));
        }
        List<Expression> arguments =
                call.arguments().items().stream().map(this::rewrite).toList();
        return new Expression.Call(
                call.function(),
                call.open(),
                new Separated<>(arguments, call.arguments().separators()),
                call.close());
    }

    private static boolean isAggregate(Expression.Call call) {
        return call.function() instanceof Expression.Name name
                && Functions.named(name.name()).stream()
                        .anyMatch(function -> function.kind() == FunctionSpec.Kind.AGGREGATE);
    }
}
