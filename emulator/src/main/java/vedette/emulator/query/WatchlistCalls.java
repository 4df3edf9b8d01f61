package vedette.emulator.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import vedette.kql.Kql;
import vedette.kql.query.QueryException;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/**
 * Calls of {@code _GetWatchlist} as tables: its columns depend on its argument, which no function of the language can
 * say. A call becomes a name in brackets that is as long, so that errors behind it keep their places.
 */
final class WatchlistCalls {

    private static final String FUNCTION = "_GetWatchlist";
    private static final String PREFIX = "_Watchlist ";

    private WatchlistCalls() {}

    /** The watchlist that a table's name stands for. */
    static Optional<String> alias(String table) {
        return table.startsWith(PREFIX) ? Optional.of(table.substring(PREFIX.length())) : Optional.empty();
    }

    /**
     * A query with tables in place of the calls.
     *
     * @param exists whether there is a watchlist of an alias
     * @throws QueryException where there is none
     */
    static String asTables(String query, Predicate<String> exists) {
        if (!query.contains(FUNCTION)) {
            return query;
        }
        StringBuilder text = new StringBuilder(query);
        List<Token> tokens = Kql.parse(query).program().tokens();
        for (int at = 0; at + 3 < tokens.size(); at++) {
            if (tokens.get(at).text().equals(FUNCTION)
                    && tokens.get(at + 1).text().equals("(")
                    && tokens.get(at + 2).kind() == TokenKind.STRING
                    && tokens.get(at + 3).text().equals(")")) {
                String alias = Literals.string(tokens.get(at + 2).text());
                if (!exists.test(alias)) {
                    throw QueryException.failed("there is no watchlist with the alias '" + alias + "'", null);
                }
                int start = tokens.get(at).start();
                int end = tokens.get(at + 3).span().end();
                String table = "['" + PREFIX + alias + "']";
                text.replace(start, end, table + " ".repeat(Math.max(0, end - start - table.length())));
            }
        }
        return text.toString();
    }
}
