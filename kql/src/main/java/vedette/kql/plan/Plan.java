package vedette.kql.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.frame.KqlType;

/**
 * A relation: what it computes from which inputs. Columns of all nodes together have unique ids; a node that passes a
 * column on keeps its id. A node that exists is valid by itself; {@link PlanCheck} verifies what spans several.
 */
public sealed interface Plan {

    /** The columns of its rows, in order. */
    List<Column> columns();

    /** The relations that it reads, in order. */
    List<Plan> inputs();

    /**
     * The rows of a stored table for which all conditions are true; column {@code i} is column {@code i} of the source.
     * Conditions are tested on strings as they are stored, where a missing one may be null: whoever puts one here knows
     * that it is not true of the empty string.
     */
    record Scan(String table, List<Column> columns, List<Scalar> conditions) implements Plan {

        public Scan {
            requireNonNull(table, "table is null");
            columns = List.copyOf(columns);
            conditions = List.copyOf(conditions);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** Rows written down: {@code datatable} and {@code print}. Inside an {@link Apply} they may refer to its input. */
    record Rows(List<Column> columns, List<List<Scalar>> rows) implements Plan {

        public Rows {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Scalar> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException("row must have " + columns.size() + " values: " + row);
                }
            }
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** {@code range column from from to to step step}; ends are included. */
    record Range(Column column, Scalar from, Scalar to, Scalar step) implements Plan {

        @Override
        public List<Column> columns() {
            return List.of(column);
        }

        @Override
        public List<Plan> inputs() {
            return List.of();
        }
    }

    /** The rows for which the predicate is true. */
    record Filter(Plan input, Scalar predicate) implements Plan {

        public Filter {
            if (predicate.type() != KqlType.BOOL) {
                throw new IllegalArgumentException("predicate must be bool: " + predicate);
            }
        }

        @Override
        public List<Column> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** A column computed from a value. */
    record Assignment(Column column, Scalar value) {

        public Assignment {
            if (column.type() != value.type()) {
                throw new IllegalArgumentException(
                        "value of " + column + " must be " + column.type() + ", not " + value.type() + ": " + value);
            }
        }

        /** A column passed on as it is. */
        public static Assignment keep(Column column) {
            return new Assignment(column, new Scalar.Reference(column));
        }

        /** Whether the column is passed on as it is. */
        public boolean isKept() {
            return value instanceof Scalar.Reference reference
                    && reference.column().equals(column);
        }
    }

    /** Each row's columns computed anew; none but those assigned are left. */
    record Project(Plan input, List<Assignment> assignments) implements Plan {

        public Project {
            requireNonNull(input, "input is null");
            assignments = List.copyOf(assignments);
        }

        /** All columns of the input and new ones behind them. */
        public static Project extend(Plan input, List<Assignment> added) {
            List<Assignment> all = new ArrayList<>(
                    input.columns().stream().map(Assignment::keep).toList());
            all.addAll(added);
            return new Project(input, all);
        }

        @Override
        public List<Column> columns() {
            return assignments.stream().map(Assignment::column).toList();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** One or more columns computed from the rows of a group. */
    sealed interface Summary {

        /** The columns that it gives. */
        List<Column> columns();
    }

    /** A column that an aggregate function gives. */
    record Computed(Column column, Aggregate aggregate) implements Summary {

        public Computed {
            if (column.type() != aggregate.type()) {
                throw new IllegalArgumentException(
                        "aggregate of " + column + " must be " + column.type() + ": " + aggregate);
            }
        }

        @Override
        public List<Column> columns() {
            return List.of(column);
        }
    }

    /** Which row of a group is picked; one whose value is null only where all are. */
    enum Pick {
        GREATEST,
        LEAST,
        ANY
    }

    /** Columns that come from one row of the group: {@code arg_max}, {@code arg_min}, {@code take_any}. */
    record Picked(Pick pick, Scalar by, List<Assignment> values) implements Summary {

        public Picked {
            requireNonNull(pick, "pick is null");
            values = List.copyOf(values);
        }

        @Override
        public List<Column> columns() {
            return values.stream().map(Assignment::column).toList();
        }
    }

    /** One row for each group of rows with equal keys, null a value like others; without keys one row in any case. */
    record Summarize(Plan input, List<Assignment> keys, List<Summary> summaries) implements Plan {

        public Summarize {
            requireNonNull(input, "input is null");
            keys = List.copyOf(keys);
            summaries = List.copyOf(summaries);
        }

        @Override
        public List<Column> columns() {
            List<Column> columns =
                    new ArrayList<>(keys.stream().map(Assignment::column).toList());
            summaries.forEach(summary -> columns.addAll(summary.columns()));
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** Which rows a join gives. {@code INNERUNIQUE} takes one left row for each key. */
    enum JoinKind {
        INNERUNIQUE,
        INNER,
        LEFTOUTER,
        RIGHTOUTER,
        FULLOUTER,
        LEFTSEMI,
        LEFTANTI;

        /** Whether left rows without a partner come with nulls (and empty strings) at the right. */
        public boolean padsRight() {
            return this == LEFTOUTER || this == FULLOUTER;
        }

        /** Whether right rows without a partner come with nulls (and empty strings) at the left. */
        public boolean padsLeft() {
            return this == RIGHTOUTER || this == FULLOUTER;
        }

        /** Whether only left columns come out. */
        public boolean isHalf() {
            return this == LEFTSEMI || this == LEFTANTI;
        }
    }

    /** Two values that must be equal, null and NaN equal to themselves. */
    record JoinKey(Scalar left, Scalar right) {}

    /** Pairs of rows with equal keys. The left's columns come first, then, unless the kind is half, the right's. */
    record Join(JoinKind kind, Plan left, Plan right, List<JoinKey> keys) implements Plan {

        public Join {
            requireNonNull(kind, "kind is null");
            keys = List.copyOf(keys);
        }

        @Override
        public List<Column> columns() {
            if (kind.isHalf()) {
                return left.columns();
            }
            List<Column> columns = new ArrayList<>(left.columns());
            columns.addAll(right.columns());
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(left, right);
        }
    }

    /** The rows of several relations, one after the other, each with a value for each column. */
    record Union(List<Column> columns, List<Branch> branches) implements Plan {

        public Union {
            columns = List.copyOf(columns);
            branches = List.copyOf(branches);
            for (Branch branch : branches) {
                for (int i = 0; i < columns.size(); i++) {
                    if (branch.values.get(i).type() != columns.get(i).type()) {
                        throw new IllegalArgumentException("value of " + columns.get(i) + " must be "
                                + columns.get(i).type() + ": " + branch.values.get(i));
                    }
                }
            }
        }

        @Override
        public List<Plan> inputs() {
            return branches.stream().map(Branch::input).toList();
        }
    }

    /** One relation of a union and what it gives for each of the union's columns. */
    record Branch(Plan input, List<Scalar> values) {

        public Branch {
            requireNonNull(input, "input is null");
            values = List.copyOf(values);
        }
    }

    /** A value to order by. */
    record SortKey(Scalar value, boolean descending, boolean nullsFirst) {}

    /** The same rows in an order that all nodes above keep, as far as KQL keeps it. */
    record Sort(Plan input, List<SortKey> keys) implements Plan {

        public Sort {
            requireNonNull(input, "input is null");
            keys = List.copyOf(keys);
        }

        @Override
        public List<Column> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** The first rows. */
    record Take(Plan input, Scalar rows) implements Plan {

        @Override
        public List<Column> columns() {
            return input.columns();
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** All columns and, computed over the rows in their order, new ones: {@code row_number}, {@code prev} and so on. */
    record Window(Plan input, List<Assignment> calls) implements Plan {

        public Window {
            requireNonNull(input, "input is null");
            calls = List.copyOf(calls);
        }

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(input.columns());
            calls.forEach(call -> columns.add(call.column()));
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * A row for each item of dynamic values, several taken side by side: {@code mv-expand}. All columns of the input come
     * first, then the items, then the position.
     *
     * @param items a dynamic column for the items of each dynamic value
     * @param position a long column that counts items from 0, where asked for
     * @param bagsAsPairs whether a bag's item is an array of key and value instead of a bag of its own
     * @param limit how many items of one row at most
     */
    record Expand(
            Plan input, List<Assignment> items, Optional<Column> position, boolean bagsAsPairs, Optional<Scalar> limit)
            implements Plan {

        public Expand {
            requireNonNull(input, "input is null");
            items = List.copyOf(items);
        }

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(input.columns());
            items.forEach(item -> columns.add(item.column()));
            position.ifPresent(columns::add);
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * For each row of the input, in order, the rows of a body that may refer to the input's columns; both side by side:
     * {@code mv-apply} and {@code partition}.
     */
    record Apply(Plan input, Plan body) implements Plan {

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(input.columns());
            columns.addAll(body.columns());
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input, body);
        }
    }

    /**
     * All columns and, from matching a text, one string column for each capture group and a bool that says whether the
     * text matched: {@code parse}. Groups of a text that does not match are empty.
     */
    record Match(Plan input, Scalar text, String regex, List<Column> groups, Column matched) implements Plan {

        public Match {
            requireNonNull(input, "input is null");
            groups = List.copyOf(groups);
        }

        @Override
        public List<Column> columns() {
            List<Column> columns = new ArrayList<>(input.columns());
            columns.addAll(groups);
            columns.add(matched);
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /**
     * One row for each group with, for each aggregate, an array that has a value for each step of an axis, and the axis:
     * {@code make-series}.
     *
     * @param start where the axis begins; absent, at the least value
     * @param end where it ends
     * @param endIncluded whether a step that begins at the end belongs to the axis
     */
    record Series(
            Plan input,
            List<Assignment> keys,
            List<SeriesItem> items,
            Assignment axis,
            Optional<Scalar> start,
            Optional<Scalar> end,
            boolean endIncluded,
            Scalar step,
            Column axisColumn)
            implements Plan {

        public Series {
            requireNonNull(input, "input is null");
            keys = List.copyOf(keys);
            items = List.copyOf(items);
        }

        @Override
        public List<Column> columns() {
            List<Column> columns =
                    new ArrayList<>(keys.stream().map(Assignment::column).toList());
            items.forEach(item -> columns.add(item.column()));
            columns.add(axisColumn);
            return List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(input);
        }
    }

    /** A series: a dynamic column, what fills a step, and what fills a step without rows. */
    record SeriesItem(Column column, Aggregate aggregate, Scalar missing) {}

    /**
     * A relation computed once however often it is read: {@code materialize}. Each reader has columns of its own, which
     * stand for the definition's in order.
     */
    record Shared(int id, Plan definition, List<Column> columns) implements Plan {

        public Shared {
            columns = List.copyOf(columns);
        }

        @Override
        public List<Plan> inputs() {
            return List.of(definition);
        }
    }
}
