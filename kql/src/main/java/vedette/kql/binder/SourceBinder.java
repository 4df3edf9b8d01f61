package vedette.kql.binder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Clause;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;

/** Binds operators that make rows out of nothing. */
final class SourceBinder {

    private final BindContext context;
    private final ExpressionBinder expressions;

    SourceBinder(BindContext context, ExpressionBinder expressions) {
        this.context = context;
        this.expressions = expressions;
    }

    Rows print(Operator.Columns print, Around around) {
        Names names = new Names();
        List<Column> columns = new ArrayList<>();
        List<Scalar> values = new ArrayList<>();
        List<Expression> items = print.columns().items();
        for (int i = 0; i < items.size(); i++) {
            Expression item = items.get(i);
            Optional<String> written =
                    item instanceof Expression.Named named ? Names.of(named.names()) : Names.of(item);
            Scalar value =
                    expressions.bind(item instanceof Expression.Named named ? named.value() : item, around.constants());
            if (item instanceof Expression.Named && names.isUsed(written.orElseThrow())) {
                throw BindFailure.of(ProblemCode.DUPLICATE_NAME, item, written.orElseThrow(), "");
            }
            columns.add(context.column(names.unique(written.orElse("print_" + i)), value.type()));
            values.add(value);
        }
        return Rows.ordered(new Plan.Rows(columns, List.of(values)));
    }

    Rows dataTable(Operator.DataTable table, Around around) {
        Names names = new Names();
        List<Column> columns = new ArrayList<>();
        for (Clause.TypedName column : table.schema().items()) {
            KqlType type = KqlType.named(column.type().text())
                    .orElseThrow(() -> BindFailure.of(
                            ProblemCode.MALFORMED_LITERAL,
                            column.type(),
                            column.type().text(),
                            "type",
                            ""));
            if (names.isUsed(column.name().name())) {
                throw BindFailure.of(
                        ProblemCode.DUPLICATE_NAME, column, column.name().name(), "");
            }
            columns.add(context.column(names.unique(column.name().name()), type));
        }
        List<Expression> values = table.values().items().stream()
                .filter(value -> !(value instanceof Expression.Missing missing
                        && missing.skipped().isEmpty()))
                .toList();
        if (columns.isEmpty() || values.size() % columns.size() != 0) {
            throw BindFailure.of(
                    ProblemCode.ARGUMENT_COUNT,
                    table.keyword(),
                    "datatable",
                    "values in rows of " + columns.size(),
                    values.size());
        }
        List<List<Scalar>> rows = new ArrayList<>();
        for (int start = 0; start < values.size(); start += columns.size()) {
            rows.add(row(values.subList(start, start + columns.size()), columns, around));
        }
        return Rows.unordered(new Plan.Rows(columns, rows));
    }

    private List<Scalar> row(List<Expression> values, List<Column> columns, Around around) {
        List<Scalar> row = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Scalar value = expressions.bind(values.get(i), around.constants());
            if (!(value instanceof Scalar.Constant)) {
                throw BindFailure.of(ProblemCode.NOT_CONSTANT, values.get(i), "a value of datatable");
            }
            row.add(Types.converted(value, columns.get(i).type()));
        }
        return row;
    }

    Rows range(Operator.Range range, Around around) {
        Scalar from = expressions.bind(range.from().value(), around.constants());
        Scalar to = expressions.bind(range.to().value(), around.constants());
        Scalar step = expressions.bind(range.step().value(), around.constants());
        boolean numbers =
                from.type().isNumeric() && to.type().isNumeric() && step.type().isNumeric();
        KqlType type = numbers ? Types.common(List.of(from.type(), to.type(), step.type())) : from.type();
        boolean times = from.type() == to.type()
                && step.type() == KqlType.TIMESPAN
                && (type == KqlType.DATETIME || type == KqlType.TIMESPAN);
        if (!numbers && !times) {
            throw BindFailure.of(ProblemCode.NOT_COMPARABLE, range, "range", from.type(), step.type(), "");
        }
        Column column = context.column(range.name().name(), type == KqlType.INT ? KqlType.LONG : type);
        KqlType stepType = numbers ? column.type() : KqlType.TIMESPAN;
        return Rows.ordered(new Plan.Range(
                column,
                Types.converted(from, column.type()),
                Types.converted(to, column.type()),
                Types.converted(step, stepType)));
    }

    /** The columns of a table as rows: {@code getschema}. */
    Rows schema(Rows input) {
        List<Column> columns = List.of(
                context.column("ColumnName", KqlType.STRING),
                context.column("ColumnOrdinal", KqlType.INT),
                context.column("DataType", KqlType.STRING),
                context.column("ColumnType", KqlType.STRING));
        List<List<Scalar>> rows = new ArrayList<>();
        for (Column column : input.columns()) {
            rows.add(List.of(
                    Scalar.Constant.of(column.name()),
                    new Scalar.Constant(KqlType.INT, rows.size()),
                    Scalar.Constant.of(dotNetType(column.type())),
                    Scalar.Constant.of(column.type().kqlName())));
        }
        return Rows.ordered(new Plan.Rows(columns, rows));
    }

    /** What the real engine's own platform calls a type. */
    private static String dotNetType(KqlType type) {
        return switch (type) {
            case BOOL -> "System.SByte";
            case DATETIME -> "System.DateTime";
            case DECIMAL -> "System.Data.SqlTypes.SqlDecimal";
            case DYNAMIC -> "System.Object";
            case GUID -> "System.Guid";
            case INT -> "System.Int32";
            case LONG -> "System.Int64";
            case REAL -> "System.Double";
            case STRING -> "System.String";
            case TIMESPAN -> "System.TimeSpan";
        };
    }
}
