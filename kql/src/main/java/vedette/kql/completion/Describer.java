package vedette.kql.completion;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vedette.frame.ColumnSchema;
import vedette.kql.Kql;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.catalogue.FunctionSpec;
import vedette.kql.catalogue.Functions;
import vedette.kql.grammar.OperatorSpec;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/** Says what the word at a place of a text means. */
public final class Describer {

    private Describer() {}

    /** What the word at an offset means, in a few lines of plain text; empty where nothing is known of it. */
    public static Optional<String> describe(String text, int cursor, Catalogue catalogue) {
        List<Token> tokens = Kql.parse(text).program().tokens().stream()
                .filter(token -> token.kind() == TokenKind.WORD)
                .filter(token ->
                        token.start() <= cursor && cursor <= token.span().end())
                .toList();
        return tokens.isEmpty() ? Optional.empty() : describe(text, tokens.getLast(), catalogue);
    }

    private static Optional<String> describe(String text, Token word, Catalogue catalogue) {
        List<Token> before = Kql.parse(text.substring(0, word.start())).program().tokens().stream()
                .filter(token -> !token.isMissing() && token.kind() != TokenKind.END)
                .toList();
        CursorContext context = CursorContext.behind(before);
        if (context.isBehindPipe()) {
            return operator(word.text());
        }
        Optional<String> column = ScopeColumns.at(text, context, catalogue).stream()
                .filter(one -> one.name().equals(word.text()))
                .map(one -> "column " + one)
                .findFirst();
        return column.or(() -> function(word.text()))
                .or(() -> catalogue.table(word.text()).map(columns -> table(word.text(), columns)))
                .or(() -> operator(word.text()));
    }

    private static Optional<String> operator(String name) {
        return OperatorSpec.named(name)
                .map(spec -> "operator " + name + "\n" + spec.summary()
                        + (spec.example().isEmpty() ? "" : "\nfor example: " + spec.example()));
    }

    private static Optional<String> function(String name) {
        List<FunctionSpec> overloads = Functions.named(name);
        return overloads.isEmpty()
                ? Optional.empty()
                : Optional.of(overloads.stream().map(FunctionSpec::signature).collect(Collectors.joining("\n")));
    }

    private static String table(String name, List<ColumnSchema> columns) {
        return "table " + name + "\n"
                + columns.stream().map(column -> "  " + column).collect(Collectors.joining("\n"));
    }
}
