package vedette.kql.completion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import vedette.frame.ColumnSchema;
import vedette.kql.Kql;
import vedette.kql.Span;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.catalogue.FunctionSpec;
import vedette.kql.catalogue.Functions;
import vedette.kql.completion.Proposal.Kind;
import vedette.kql.grammar.OperatorSpec;
import vedette.kql.grammar.Shape;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * Proposes what could stand at a cursor. What an operator takes comes from the table of operators that the parser uses;
 * which columns there are comes from binding the query before the cursor.
 */
public final class Completer {

    private static final Set<Shape> ORDERS = Set.of(Shape.ORDER, Shape.COUNT_AND_ORDER);
    private static final Set<Shape> TAKE_NO_EXPRESSION =
            Set.of(Shape.NOTHING, Shape.COUNT, Shape.NAME, Shape.SCHEMA_AND_VALUES, Shape.VISUALIZATION);

    private final String text;
    private final Catalogue catalogue;
    private final CursorContext context;
    private final List<Proposal> proposals = new ArrayList<>();

    private Completer(String text, Catalogue catalogue, CursorContext context) {
        this.text = text;
        this.catalogue = catalogue;
        this.context = context;
    }

    /** What could stand at an offset of a text; nothing inside strings and comments. */
    public static Proposals complete(String text, int cursor, Catalogue catalogue) {
        String before = text.substring(0, cursor);
        List<Token> tokens = Kql.parse(before).program().tokens().stream()
                .filter(Predicate.not(Token::isMissing))
                .toList();
        Token end = tokens.getLast();
        List<Token> read = tokens.subList(0, tokens.size() - 1);
        if (isInComment(end) || isInString(read)) {
            return new Proposals(new Span(cursor, cursor), List.of());
        }
        int start = wordStart(before);
        List<Token> whole =
                read.stream().filter(token -> token.span().end() <= start).toList();
        Completer completer = new Completer(text, catalogue, CursorContext.behind(whole));
        completer.propose();
        return new Proposals(new Span(start, cursor), matching(completer.proposals, before.substring(start)));
    }

    private static boolean isInComment(Token end) {
        return end.trivia().substring(end.trivia().lastIndexOf('\n') + 1).contains("//");
    }

    private static boolean isInString(List<Token> tokens) {
        return !tokens.isEmpty()
                && tokens.getLast().kind() == TokenKind.UNKNOWN
                && tokens.getLast().text().matches("(?s)[hH]?@?([\"'`~]).*");
    }

    /** Where the word before the cursor starts; an operator's name may hold hyphens, an expression's word none. */
    private static int wordStart(String before) {
        int start = before.length();
        while (start > 0 && isWordPart(before.charAt(start - 1))) {
            start--;
        }
        int operator = start;
        while (operator > 0 && (isWordPart(before.charAt(operator - 1)) || before.charAt(operator - 1) == '-')) {
            operator--;
        }
        return operator < start && before.substring(0, operator).stripTrailing().endsWith("|") ? operator : start;
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    /** Of one text the first proposal; those that begin like the word, or else those that hold it. */
    private static List<Proposal> matching(List<Proposal> proposals, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        Map<String, Proposal> byText = new LinkedHashMap<>();
        proposals.forEach(proposal -> byText.putIfAbsent(proposal.text(), proposal));
        List<Proposal> beginning = byText.values().stream()
                .filter(proposal -> bare(proposal).startsWith(lower))
                .toList();
        return beginning.isEmpty()
                ? byText.values().stream()
                        .filter(proposal -> bare(proposal).contains(lower))
                        .toList()
                : beginning;
    }

    private static String bare(Proposal proposal) {
        String lower = proposal.text().toLowerCase(Locale.ROOT);
        return lower.startsWith("['") ? lower.substring(2) : lower;
    }

    private void propose() {
        if (context.isAtQueryStart()) {
            queryStart();
        } else if (context.isBehindPipe()) {
            operators();
        } else {
            OperatorSpec.named(context.segment().getFirst().text()).ifPresent(this::inside);
        }
    }

    private void queryStart() {
        tables();
        Words.QUERY_START.forEach(word -> add(word, Kind.KEYWORD, ""));
        OperatorSpec.all().stream()
                .filter(operator -> Words.SOURCES.contains(operator.name()))
                .sorted(Comparator.comparing(OperatorSpec::name))
                .forEach(operator -> add(operator.name(), Kind.OPERATOR, operator.summary()));
        if (context.pipelineStart() > context.statementStart()) {
            functions(spec -> spec.kind() == FunctionSpec.Kind.SCALAR);
        }
    }

    private void tables() {
        context.names().forEach(name -> add(name, Kind.NAME, "let"));
        catalogue.tables().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(table -> add(
                        QuotedName.of(table.getKey()),
                        Kind.TABLE,
                        table.getValue().size() + " columns"));
    }

    private void operators() {
        OperatorSpec.all().stream()
                .filter(operator -> !Words.SOURCES.contains(operator.name())
                        || operator.name().equals("union"))
                .sorted(Comparator.comparing((OperatorSpec operator) -> operator.shape() == Shape.OTHER)
                        .thenComparing(OperatorSpec::name))
                .forEach(operator -> add(operator.name(), Kind.OPERATOR, operator.summary()));
    }

    private void inside(OperatorSpec operator) {
        Token previous = context.segment().getLast();
        if (previous.is("=") && values(operator)) {
            return;
        }
        if (context.segment().size() == 1) {
            operator.parameters().stream()
                    .sorted()
                    .forEach(parameter -> add(parameter + "=", Kind.PARAMETER, "parameter of " + operator.name()));
        }
        if (operator.shape() == Shape.VISUALIZATION) {
            visualization();
        } else if (context.callee().isPresent() || !TAKE_NO_EXPRESSION.contains(operator.shape())) {
            if (isOperand(previous)) {
                behindOperand(operator);
            } else {
                operand(operator);
            }
        }
    }

    /** The values of a parameter of the operator; false where {@code =} is none of its. */
    private boolean values(OperatorSpec operator) {
        List<Token> segment = context.segment();
        String parameter =
                segment.size() < 2 ? "" : segment.get(segment.size() - 2).text();
        List<String> values = Words.values(operator.name(), parameter);
        values.forEach(value -> add(value, Kind.VALUE, operator.name() + " " + parameter));
        return !values.isEmpty();
    }

    private void visualization() {
        if (context.segment().size() == 1) {
            Words.VISUALIZATIONS.forEach(value -> add(value, Kind.VALUE, "visualization"));
        } else if (context.callee().isPresent()) {
            Words.RENDER_PROPERTIES.forEach(property -> add(property + "=", Kind.PARAMETER, "property of render"));
            columns();
        } else {
            add("with", Kind.KEYWORD, "");
        }
    }

    private void operand(OperatorSpec operator) {
        boolean inCall = context.callee().isPresent();
        boolean behindOn = context.segment().stream().anyMatch(token -> token.is("on"));
        boolean behindBy = context.segment().stream().anyMatch(token -> token.is("by"));
        switch (operator.shape()) {
            case TABLE_ON -> {
                if (behindOn) {
                    add("$left", Kind.NAME, "the rows before join");
                    add("$right", Kind.NAME, "the rows of the table");
                    columns();
                } else {
                    tables();
                }
            }
            case TABLES -> tables();
            case COLUMN_PATTERNS -> columns();
            default -> {
                if (operator.shape() == Shape.AGGREGATES || operator.shape() == Shape.SERIES) {
                    aggregates(inCall, behindBy);
                }
                if (operator.shape() == Shape.ORDER && context.segment().size() == 1) {
                    add("by", Kind.KEYWORD, "");
                }
                columns();
                context.names().forEach(name -> add(name, Kind.NAME, "let"));
                functions(spec -> spec.kind() != FunctionSpec.Kind.AGGREGATE);
            }
        }
    }

    private void aggregates(boolean inCall, boolean behindBy) {
        if (!inCall && !behindBy) {
            functions(spec -> spec.kind() == FunctionSpec.Kind.AGGREGATE);
        }
    }

    private void behindOperand(OperatorSpec operator) {
        Stream<String> words = switch (operator.shape()) {
            case AGGREGATES -> Stream.of("by");
            case SERIES -> Stream.of("on", "from", "to", "step", "by", "default");
            case TABLE_ON, APPLY -> Stream.of("on");
            case FROM_TO_STEP -> Stream.of("from", "to", "step");
            case EXPAND -> Stream.of("to", "typeof", "limit");
            case PATTERN -> Stream.of("with");
            default ->
                ORDERS.contains(operator.shape())
                        ? Stream.of("by", "asc", "desc", "nulls first", "nulls last")
                        : Stream.of();
        };
        words.forEach(word -> add(word, Kind.KEYWORD, ""));
        if (operator.shape() != Shape.COLUMN_PATTERNS && operator.shape() != Shape.TABLES) {
            Words.SCALAR_OPERATORS.forEach(word -> add(word, Kind.KEYWORD, ""));
        }
    }

    /** Whether an expression could end with a token. */
    private static boolean isOperand(Token token) {
        return switch (token.kind()) {
            case STRING, LONG, REAL, TIMESPAN, TYPED, DYNAMIC -> true;
            case WORD ->
                !Words.EXPECT_OPERAND.contains(token.text())
                        && OperatorSpec.named(token.text()).isEmpty();
            case SYMBOL -> token.is(")") || token.is("]");
            default -> false;
        };
    }

    private void columns() {
        List<ColumnSchema> columns = ScopeColumns.at(text, context, catalogue);
        if (columns.isEmpty()) {
            // Where the rows are not known, the columns of the tables that the text names are likely.
            columns = catalogue.tables().entrySet().stream()
                    .filter(table -> text.contains(table.getKey()))
                    .flatMap(table -> table.getValue().stream())
                    .toList();
        }
        columns.forEach(column ->
                add(QuotedName.of(column.name()), Kind.COLUMN, column.type().kqlName()));
    }

    private void functions(Predicate<FunctionSpec> wanted) {
        Functions.names().stream()
                .sorted()
                .map(Functions::named)
                .map(List::getFirst)
                .filter(wanted)
                .forEach(spec -> add(
                        spec.name() + (spec.mostArguments() == 0 ? "()" : "("),
                        spec.kind() == FunctionSpec.Kind.AGGREGATE ? Kind.AGGREGATE : Kind.FUNCTION,
                        spec.signature()));
    }

    private void add(String what, Kind kind, String detail) {
        proposals.add(new Proposal(what, kind, detail));
    }
}
