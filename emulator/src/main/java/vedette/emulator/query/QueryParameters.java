package vedette.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.Kql;
import vedette.kql.Literal;
import vedette.kql.query.QueryException;
import vedette.kql.syntax.Statement;
import vedette.kql.syntax.Token;

/**
 * Puts a request's parameters into its query: {@code declare query_parameters (n:long = 5)} becomes {@code let n = ...},
 * on the same line, with the value that the request gives or the declaration's own.
 */
final class QueryParameters {

    private QueryParameters() {}

    /** The query without declarations. */
    static String applied(String query, JsonNode given) {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (Statement statement : Kql.parse(query).program().statements()) {
            if (statement instanceof Statement.Other other && other.keyword().is("declare")) {
                text.append(query, copied, other.span().start());
                text.append(lets(other.rest(), given));
                copied = other.span().end();
            }
        }
        return text.append(query, copied, query.length()).toString();
    }

    private static String lets(List<Token> tokens, JsonNode given) {
        List<String> lets = new ArrayList<>();
        // query_parameters ( name : type = default , ... )
        int at = 2;
        while (at + 2 < tokens.size() && tokens.get(at + 1).is(":")) {
            String name = tokens.get(at).text();
            KqlType type = KqlType.named(tokens.get(at + 2).text())
                    .orElseThrow(() -> QueryException.failed("parameter '" + name + "' has no known type", null));
            at += 3;
            StringBuilder standard = new StringBuilder();
            if (at < tokens.size() && tokens.get(at).is("=")) {
                for (at++;
                        at < tokens.size()
                                && !tokens.get(at).is(",")
                                && !tokens.get(at).is(")");
                        at++) {
                    standard.append(tokens.get(at).text());
                }
            }
            lets.add("let " + name + " = " + value(name, type, given.path(name), standard.toString()) + ";");
            at++;
        }
        return String.join(" ", lets);
    }

    private static String value(String name, KqlType type, JsonNode given, String standard) {
        if (given.isMissingNode() || given.isNull()) {
            if (standard.isEmpty()) {
                throw QueryException.failed("parameter '" + name + "' has no value", null);
            }
            return standard;
        }
        return literal(type, given.asText())
                .orElseThrow(() -> QueryException.failed(
                        "the value of parameter '" + name + "' is no " + type + ": " + given.asText(), null));
    }

    private static Optional<String> literal(KqlType type, String text) {
        boolean fits = switch (type) {
            case STRING -> true;
            case LONG, INT -> text.matches("-?\\d+");
            case REAL, DECIMAL -> text.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
            case BOOL -> text.matches("true|false");
            case DATETIME -> Ticks.parseDatetime(text).isPresent();
            case TIMESPAN -> Ticks.parseTimespan(text).isPresent();
            case GUID -> text.matches("[0-9a-fA-F-]{36}");
            case DYNAMIC -> vedette.frame.Json.parse(text).isPresent();
        };
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(type == KqlType.STRING ? Literal.print(text) : type.kqlName() + "(" + text + ")");
    }
}
