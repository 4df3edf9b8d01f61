package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;
import vedette.display.MimeBundle;
import vedette.frame.Frames;
import vedette.kernel.CellFailure;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.Cursor;
import vedette.kernel.magic.MagicPlace;
import vedette.kernel.magic.Variables;
import vedette.kql.Kql;
import vedette.kql.Literal;
import vedette.kql.Queries.Split;
import vedette.kql.QueryTemplate;
import vedette.kql.Span;
import vedette.kql.catalogue.Catalogue;
import vedette.kql.completion.Proposals;

/** What could stand at a cursor of a {@code %kql} cell: connections, options, commands, variables in braces, and KQL. */
final class KqlCompletion {

    private final KqlSession session;
    private final SchemaShelf schemas = new SchemaShelf();
    private final CommandCompletion commands;

    KqlCompletion(KqlSession session) {
        this.session = session;
        this.commands = new CommandCompletion(session);
    }

    Completion complete(MagicPlace place) {
        String before = place.cellText().substring(0, place.cursor().charIndex());
        int wordStart = lastSpace(before, place.argumentsStart());
        String word = before.substring(wordStart);
        Optional<KqlCell> head = cell(place, before.substring(0, wordStart), "");
        if (head.filter(KqlCompletion::isHeadOpen).isPresent() && (word.startsWith("-") || word.isEmpty())) {
            return word.isEmpty() ? atStart(place, before) : ofHead(place, word);
        }
        Optional<KqlCell.Order> order = order(place, before);
        if (order.filter(found -> queryStart(found, before).isEmpty()).isPresent()) {
            return ofOrder(place, before, order.get());
        }
        Optional<String> braces = openBraces(word);
        return braces.isPresent() ? variables(place, braces.get()) : query(place, before);
    }

    /** The command behind whose name the cursor is. */
    private Optional<KqlCell.Order> order(MagicPlace place, String before) {
        return cell(place, before, "")
                .filter(cell -> !cell.parts().isEmpty() && cell.parts().getLast() instanceof KqlCell.Order)
                .map(cell -> (KqlCell.Order) cell.parts().getLast())
                .filter(order -> order.nameSpan().end() < before.length());
    }

    private static TypedWords typed(KqlCell.Order order, String before) {
        return TypedWords.of(before, Math.min(order.line().start(), before.length()), before.length());
    }

    /** Where a command's query starts, if that is where the cursor is: for --save behind the name. */
    private static OptionalInt queryStart(KqlCell.Order order, String before) {
        List<Word> words = typed(order, before).before();
        return switch (order.name()) {
            case "submit" -> OptionalInt.of(order.line().start());
            case "save" ->
                words.isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(words.getFirst().span().end());
            default -> OptionalInt.empty();
        };
    }

    private Completion ofOrder(MagicPlace place, String before, KqlCell.Order order) {
        TypedWords typed = typed(order, before);
        if (typed.here().text().startsWith("-") && !typed.here().text().startsWith("--")) {
            return ofHead(place, typed.here().text());
        }
        boolean isBelow = order.line().end() < before.length();
        return isBelow
                ? Completion.none(place.cursor())
                : commands.complete(place, order.name(), typed, catalogue(order.head(), place.variables()));
    }

    Optional<MimeBundle> inspect(MagicPlace place) {
        String text = place.cellText();
        int wordEnd = place.cursor().charIndex();
        while (wordEnd < place.end() && Character.isJavaIdentifierPart(text.charAt(wordEnd))) {
            wordEnd++;
        }
        int back = wordEnd - place.cursor().charIndex();
        return queryBefore(place, text.substring(0, wordEnd))
                .flatMap(query -> Kql.describe(query.text(), query.text().length() - back, query.catalogue()))
                .map(MimeBundle::text);
    }

    private static int lastSpace(String before, int from) {
        int at = before.length();
        while (at > from && !Character.isWhitespace(before.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    /** The cell up to a place; empty where it cannot be read that far. */
    private Optional<KqlCell> cell(MagicPlace place, String before, String more) {
        try {
            Span span = new Span(Math.min(place.argumentsStart(), before.length()), before.length() + more.length());
            boolean isLine = place.bodyStart() >= place.end();
            KqlCell.Reading reading = new KqlCell.Reading(
                    isLine,
                    Split.SMART,
                    name -> session.connections().find(name).isPresent());
            return Optional.of(KqlCell.parse(before + more, span, reading));
        } catch (CellFailure e) {
            return Optional.empty();
        }
    }

    private static boolean isHeadOpen(KqlCell cell) {
        return cell.parts().isEmpty()
                || (cell.parts().size() == 1
                        && cell.parts().getFirst() instanceof KqlCell.Query query
                        && query.isEmpty());
    }

    private Completion atStart(MagicPlace place, String before) {
        List<Candidate> candidates = new ArrayList<>(query(place, before).candidates());
        session.connections().names().forEach(name -> candidates.add(new Candidate(name, "module", "connection")));
        return place.replacing(0, candidates);
    }

    private Completion ofHead(MagicPlace place, String word) {
        int equals = word.indexOf('=');
        if (word.startsWith("--")) {
            return place.replacing(
                    word.length(),
                    Commands.all().stream()
                            .filter(command -> begins("--" + command.name(), word))
                            .map(command -> new Candidate("--" + command.name(), "function", command.summary()))
                            .toList());
        }
        if (equals > 0) {
            String value = word.substring(equals + 1);
            return place.replacing(value.length(), values(word.substring(1, equals), value, place.variables()));
        }
        return place.replacing(
                word.length(),
                OptionTable.all().stream()
                        .filter(option -> option.state() == OptionSpec.State.WORKS)
                        .filter(option -> begins("-" + option.name(), word))
                        .map(option -> new Candidate(
                                "-" + option.name() + (option.isFlag() ? "" : "="), "property", option.text()))
                        .toList());
    }

    private List<Candidate> values(String option, String value, Variables variables) {
        List<String> choices = OptionTable.find(option)
                .map(spec -> switch (spec.name()) {
                    case "conn", "each" -> session.connections().names();
                    default ->
                        spec.choices().isEmpty()
                                ? variables.names().stream().sorted().toList()
                                : spec.choices();
                })
                .orElse(List.of());
        return choices.stream()
                .filter(choice -> begins(choice, value))
                .map(choice -> new Candidate(choice, "value", ""))
                .toList();
    }

    private static boolean begins(String candidate, String written) {
        return candidate.toLowerCase(Locale.ROOT).startsWith(written.toLowerCase(Locale.ROOT));
    }

    /** What stands in a brace that is not closed, where it may be a parameter's. */
    private static Optional<String> openBraces(String word) {
        int brace = word.lastIndexOf('{');
        String inside = word.substring(brace + 1);
        return brace >= 0 && inside.chars().allMatch(Character::isJavaIdentifierPart)
                ? Optional.of(inside)
                : Optional.empty();
    }

    private static Completion variables(MagicPlace place, String written) {
        return place.replacing(
                written.length(),
                place.variables().names().stream()
                        .filter(name -> begins(name, written))
                        .sorted()
                        .map(name -> new Candidate(name, "variable", "variable of Java"))
                        .toList());
    }

    private Completion query(MagicPlace place, String before) {
        Optional<QueryBefore> query = queryBefore(place, before);
        if (query.isEmpty()) {
            return Completion.none(place.cursor());
        }
        Proposals proposals = Kql.complete(
                query.get().text(), query.get().text().length(), query.get().catalogue());
        List<Candidate> candidates = proposals.items().stream()
                .map(item -> new Candidate(item.text(), item.kind().name().toLowerCase(Locale.ROOT), item.detail()))
                .toList();
        return new Completion(
                candidates,
                new Cursor(place.cursor().charIndex() - proposals.replaced().length()),
                place.cursor());
    }

    /** A query up to a cursor, with values in place of its parameters, and the tables that it may read. */
    private record QueryBefore(String text, Catalogue catalogue) {}

    private Optional<QueryBefore> queryBefore(MagicPlace place, String before) {
        Optional<KqlCell.Order> order = order(place, before);
        OptionalInt start = order.map(found -> queryStart(found, before)).orElseGet(OptionalInt::empty);
        if (start.isPresent()) {
            return Optional.of(new QueryBefore(
                    filled(before.substring(start.getAsInt()), place.variables()),
                    catalogue(order.orElseThrow().head(), place.variables())));
        }
        // With something at the cursor an empty line before it is seen to begin a query.
        return cell(place, before, "x")
                .filter(cell -> !cell.parts().isEmpty() && cell.parts().getLast() instanceof KqlCell.Query)
                .map(cell -> (KqlCell.Query) cell.parts().getLast())
                .map(query -> new QueryBefore(
                        filled(before.substring(Math.min(query.span().start(), before.length())), place.variables()),
                        catalogue(query.head(), place.variables())));
    }

    private static String filled(String query, Variables variables) {
        return QueryTemplate.of(query)
                .fill(parameter -> literal(variables.get(parameter.name())))
                .text();
    }

    private static String literal(Optional<Object> value) {
        try {
            return Literal.print(value.orElse(""));
        } catch (IllegalArgumentException e) {
            return "\"\"";
        }
    }

    private Catalogue catalogue(Head head, Variables variables) {
        Opened opened = head.connection()
                .map(Word::value)
                .or(() -> option(head, "conn"))
                .flatMap(session.connections()::find)
                .orElseGet(() -> session.current(variables));
        Catalogue known = schemas.of(opened);
        if (!opened.name().equals(Connections.LOCAL)) {
            return known;
        }
        return known.with(variables.names().stream()
                .flatMap(name -> frame(name, variables))
                .toList());
    }

    private static Optional<String> option(Head head, String name) {
        return head.options().stream()
                .filter(setting -> setting.option().name().equals(name))
                .flatMap(setting -> setting.value().stream())
                .map(Word::value)
                .filter(Predicate.not(String::isEmpty))
                .reduce((earlier, later) -> later);
    }

    private static Stream<Catalogue.TableSchema> frame(String name, Variables variables) {
        return variables.get(name).stream()
                .filter(Table.class::isInstance)
                .map(frame -> new Catalogue.TableSchema(name, Frames.schema((Table) frame)));
    }
}
