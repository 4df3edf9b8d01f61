package vedette.kql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vedette.kql.binder.Binder;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.completion.Completer;
import vedette.kql.completion.Describer;
import vedette.kql.completion.Proposals;
import vedette.kql.syntax.Statement;
import vedette.kql.syntax.StatementParser;

/** The language's front door. All methods are pure functions, for any thread. */
public final class Kql {

    private Kql() {}

    /** The tree of a text, whatever the text: what is wrong with it stands beside the tree. */
    public static Parsed parse(String text) {
        List<Problem> problems = new ArrayList<>();
        Statement.Program program = StatementParser.parse(text, problems);
        problems.sort(Comparator.comparing(problem -> problem.span().start()));
        return new Parsed(text, program, problems);
    }

    /** What a parsed text means over the tables of a catalogue, {@code now()} being a given moment. */
    public static Bound bind(Parsed parsed, Catalogue catalogue, Instant now) {
        return Binder.bind(parsed, catalogue, now);
    }

    /** What could stand at an offset of a text, the tables of a catalogue being there. */
    public static Proposals complete(String text, int cursor, Catalogue catalogue) {
        return Completer.complete(text, cursor, catalogue);
    }

    /** What the word at an offset of a text means, in a few lines of plain text; empty where nothing is known of it. */
    public static Optional<String> describe(String text, int cursor, Catalogue catalogue) {
        return Describer.describe(text, cursor, catalogue);
    }
}
