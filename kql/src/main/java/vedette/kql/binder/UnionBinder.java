package vedette.kql.binder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Column;
import vedette.kql.plan.Plan;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Operator;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/** Binds {@code union}: columns go together by name and type, whatever their order. */
final class UnionBinder {

    private final BindContext context;
    private final TableBinder tables;

    UnionBinder(BindContext context, TableBinder tables) {
        this.context = context;
        this.tables = tables;
    }

    /** One of the tables, and what a column of sources calls it. */
    record Branch(String source, Rows rows) {}

    /** A column of the result: columns of one name but different types are several. */
    private record Key(String name, KqlType type) {}

    Rows source(Operator.Union union, Around around) {
        return united(union, branches(union, new ArrayList<>(), around));
    }

    Rows apply(Operator.Union union, Rows input, Around around) {
        List<Branch> branches = new ArrayList<>();
        branches.add(new Branch(nameOf(input.plan()), input));
        return united(union, branches(union, branches, around));
    }

    private static String nameOf(Plan plan) {
        return plan instanceof Plan.Scan scan ? scan.table() : "union_arg0";
    }

    private List<Branch> branches(Operator.Union union, List<Branch> branches, Around around) {
        boolean fuzzy = parameter(union, "isfuzzy").filter("true"::equals).isPresent();
        for (Expression table : union.tables().items()) {
            if (isPattern(table)) {
                matching(table).forEach(found -> branches.add(branch(found, branches.size(), around)));
            } else if (!fuzzy || tables.isTable(table, around.environment())) {
                branches.add(branch(table, branches.size(), around));
            }
        }
        if (branches.isEmpty()) {
            throw BindFailure.of(ProblemCode.EXPECTED_AFTER, union.keyword(), "a table that exists", "union");
        }
        return branches;
    }

    private Branch branch(Expression table, int position, Around around) {
        Rows rows = tables.bind(table, around.environment(), around.outer());
        boolean named = table instanceof Expression.Name && rows.plan() instanceof Plan.Scan;
        return new Branch(named ? ((Expression.Name) table).name() : "union_arg" + position, rows);
    }

    /** Whether an expression names tables by a pattern. */
    static boolean isPattern(Expression table) {
        return table instanceof Expression.Star || (table instanceof Expression.Name name && name.isPattern());
    }

    /** The tables whose names match a pattern. */
    List<Expression> matching(Expression table) {
        String wildcard = table instanceof Expression.Name name ? name.name() : "*";
        Pattern pattern = Pattern.compile(Pattern.quote(wildcard).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
        return context.catalogue().tableNames().stream()
                .filter(name -> pattern.matcher(name).matches())
                .sorted()
                .<Expression>map(name -> new Expression.Name(List.of(new Token(TokenKind.WORD, "", name, 0))))
                .toList();
    }

    private static Optional<String> parameter(Operator.Union union, String name) {
        return union.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(parameter -> parameter.value().text().strip())
                .findFirst();
    }

    private Rows united(Operator.Union union, List<Branch> branches) {
        boolean inner = parameter(union, "kind").filter("inner"::equals).isPresent();
        return united(branches, inner, parameter(union, "withsource").or(() -> parameter(union, "with_source")));
    }

    /** The rows of all branches; only the columns that all have, if asked for; with a column of their sources' names. */
    Rows united(List<Branch> branches, boolean inner, Optional<String> source) {
        Map<Key, Column> columns = columns(branches, inner);
        List<Column> output = new ArrayList<>();
        source.ifPresent(name -> output.add(context.column(name, KqlType.STRING)));
        output.addAll(columns.values());
        List<Plan.Branch> planned = new ArrayList<>();
        for (Branch branch : branches) {
            List<Scalar> values = new ArrayList<>();
            source.ifPresent(name -> values.add(Scalar.Constant.of(branch.source())));
            columns.keySet().forEach(key -> values.add(value(branch, key)));
            planned.add(new Plan.Branch(branch.rows().plan(), values));
        }
        return Rows.unordered(new Plan.Union(output, planned));
    }

    private static Scalar value(Branch branch, Key key) {
        return branch.rows().columns().stream()
                .filter(column -> key.equals(new Key(column.name(), column.type())))
                .findFirst()
                .<Scalar>map(Scalar.Reference::new)
                .orElseGet(() -> Types.nothing(key.type()));
    }

    /** The columns of the result in the order in which their names appear. */
    private Map<Key, Column> columns(List<Branch> branches, boolean inner) {
        Map<String, Set<KqlType>> types = new LinkedHashMap<>();
        for (Branch branch : branches) {
            branch.rows()
                    .columns()
                    .forEach(column -> types.computeIfAbsent(column.name(), name -> new LinkedHashSet<>())
                            .add(column.type()));
        }
        Names names = new Names();
        Map<Key, Column> columns = new LinkedHashMap<>();
        types.forEach((name, found) -> found.forEach(type -> {
            Key key = new Key(name, type);
            boolean everywhere = branches.stream()
                    .allMatch(branch -> branch.rows().columns().stream()
                            .anyMatch(column -> key.equals(new Key(column.name(), column.type()))));
            if (!inner || everywhere) {
                String unique = names.unique(found.size() == 1 ? name : name + "_" + type.kqlName());
                columns.put(key, context.column(unique, type));
            }
        }));
        return columns;
    }
}
