package vedette.kql.syntax;

import java.util.List;
import java.util.Optional;
import vedette.kql.syntax.Clause.By;
import vedette.kql.syntax.Clause.ExpandItem;
import vedette.kql.syntax.Clause.On;
import vedette.kql.syntax.Clause.Parameter;
import vedette.kql.syntax.Clause.PatternPart;
import vedette.kql.syntax.Clause.SearchTables;
import vedette.kql.syntax.Clause.SeriesItem;
import vedette.kql.syntax.Clause.Setting;
import vedette.kql.syntax.Clause.TypedName;
import vedette.kql.syntax.Expression.Name;

/** A tabular operator: what stands behind a pipe, or begins a query. */
public sealed interface Operator extends Node {

    /** The word that it begins with. */
    Token keyword();

    /** {@code where} and {@code filter}. */
    record Where(Token keyword, List<Parameter> parameters, Expression predicate) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, predicate);
        }
    }

    /** Operators that are a keyword and a list: {@code extend}, {@code project}, {@code print}, {@code serialize} ... */
    record Columns(Token keyword, List<Parameter> parameters, Separated<Expression> columns) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, columns);
        }
    }

    /** {@code summarize}. */
    record Summarize(Token keyword, List<Parameter> parameters, Separated<Expression> aggregates, Optional<By> by)
            implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, aggregates, by);
        }
    }

    /** {@code sort} and {@code order}. */
    record Sort(Token keyword, List<Parameter> parameters, By by) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, by);
        }
    }

    /** {@code top}. */
    record Top(Token keyword, List<Parameter> parameters, Expression rows, By by) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, rows, by);
        }
    }

    /** Operators that are a keyword and a number: {@code take}, {@code limit}, {@code sample}. */
    record Take(Token keyword, List<Parameter> parameters, Expression rows) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, rows);
        }
    }

    /** Operators that are a keyword alone: {@code count}, {@code getschema}, {@code consume}. */
    record Plain(Token keyword, List<Parameter> parameters) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters);
        }
    }

    /** {@code join} and {@code lookup}. */
    record Join(Token keyword, List<Parameter> parameters, Expression right, Optional<On> on) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, right, on);
        }
    }

    /** {@code union}. */
    record Union(Token keyword, List<Parameter> parameters, Separated<Expression> tables) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, tables);
        }
    }

    /** {@code search}. */
    record Search(Token keyword, List<Parameter> parameters, Optional<SearchTables> tables, Expression predicate)
            implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, tables, predicate);
        }
    }

    /** {@code datatable}. */
    record DataTable(
            Token keyword,
            Token open,
            Separated<TypedName> schema,
            Token close,
            Token openValues,
            Separated<Expression> values,
            Token closeValues)
            implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, open, schema, close, openValues, values, closeValues);
        }
    }

    /** {@code range x from a to b step c}. */
    record Range(Token keyword, Name name, Setting from, Setting to, Setting step) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, name, from, to, step);
        }
    }

    /** {@code mv-expand}. */
    record MvExpand(Token keyword, List<Parameter> parameters, Separated<ExpandItem> items, Optional<Setting> limit)
            implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, items, limit);
        }
    }

    /** {@code mv-apply}; the source of its inner pipe is the rows of one row. */
    record MvApply(
            Token keyword,
            List<Parameter> parameters,
            Separated<ExpandItem> items,
            Optional<Setting> limit,
            Token on,
            Token open,
            Expression body,
            Token close)
            implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, items, limit, on, open, body, close);
        }
    }

    /** {@code parse} and {@code parse-where}. */
    record Parse(Token keyword, List<Parameter> parameters, Expression source, Token with, List<PatternPart> pattern)
            implements Operator {

        public Parse {
            pattern = List.copyOf(pattern);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, source, with, pattern);
        }
    }

    /** {@code make-series}; {@code range} is the {@code in range(...)} form. */
    record MakeSeries(
            Token keyword,
            List<Parameter> parameters,
            Separated<SeriesItem> items,
            Token on,
            Expression axis,
            List<Setting> bounds,
            Optional<By> by)
            implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, items, on, axis, bounds, by);
        }
    }

    /** {@code render}. */
    record Render(Token keyword, Optional<Token> visualization, Optional<Clause.With> with) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, visualization, with);
        }
    }

    /** {@code as}. */
    record As(Token keyword, List<Parameter> parameters, Name name) implements Operator {
        @Override
        public List<Element> elements() {
            return Elements.of(keyword, parameters, name);
        }
    }

    /** An operator whose clauses nobody reads yet: KQL has it, and it is refused by name before anything runs. */
    record Other(Token keyword, List<Token> rest) implements Operator {

        public Other {
            rest = List.copyOf(rest);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(keyword, rest);
        }
    }

    /** What stands behind a pipe and is no operator of KQL, or nothing. */
    record Unknown(Token keyword, List<Token> rest) implements Operator {

        public Unknown {
            rest = List.copyOf(rest);
        }

        @Override
        public List<Element> elements() {
            return Elements.of(keyword, rest);
        }
    }
}
