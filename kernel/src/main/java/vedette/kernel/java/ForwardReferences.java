package vedette.kernel.java;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Methods and types of a cell that name what no cell has declared yet. They wait; a method whose own signature is known
 * stands meanwhile as a stub that says what is missing.
 *
 * @param kept the pieces that are compiled now
 * @param stubs methods among them without their body, with what they lack
 * @param pending what waits
 */
record ForwardReferences(List<Piece> kept, Map<Piece, String> stubs, List<Session.Pending> pending) {

    private static final Pattern SYMBOL = Pattern.compile("cannot find symbol: (\\w+ ([\\w$]+).*)");

    /** The forward references of a cell; none where it has other problems as well. */
    static ForwardReferences of(CellText cell, List<Piece> pieces, List<CompileProblem> problems) {
        Map<Piece, String> first = new LinkedHashMap<>();
        Map<Piece, Set<String>> missing = new LinkedHashMap<>();
        Set<Piece> headless = new HashSet<>();
        for (CompileProblem problem : problems) {
            Matcher symbol = SYMBOL.matcher(problem.message());
            Piece place = declarationAt(pieces, problem.start());
            // What a type of the JDK or a library does not have, no cell can declare.
            boolean isMember = problem.message().contains("\n  location: ");
            if (place == null || !symbol.lookingAt() || isMember) {
                return new ForwardReferences(pieces, Map.of(), List.of());
            }
            first.putIfAbsent(place, symbol.group(1));
            missing.computeIfAbsent(place, piece -> new LinkedHashSet<>()).add(symbol.group(2));
            boolean isInBody = place instanceof Piece.Method method && problem.start() >= method.body();
            if (!isInBody) {
                headless.add(place);
            }
        }
        List<Session.Pending> pending = new ArrayList<>();
        missing.forEach((piece, names) -> pending.add(new Session.Pending(nameOf(piece), cell.sourceOf(piece), names)));
        List<Piece> kept = new ArrayList<>(pieces);
        kept.removeAll(headless);
        first.keySet().removeAll(headless);
        return new ForwardReferences(kept, first, pending);
    }

    /** What can be tried again, now that a cell declares some of the names, or imports what may hold them. */
    static List<Session.Pending> ready(List<Session.Pending> pending, List<Piece> pieces) {
        Set<String> declared = new HashSet<>();
        pieces.forEach(piece -> declared.add(nameOf(piece)));
        List<Session.Pending> others = pending.stream()
                .filter(waiting -> !declared.contains(waiting.name()))
                .toList();
        if (pieces.stream().anyMatch(Piece.Import.class::isInstance)) {
            return others;
        }
        List<Session.Pending> ready = new ArrayList<>();
        // What becomes ready may be what others have waited for.
        boolean isMore = true;
        while (isMore) {
            List<Session.Pending> more = others.stream()
                    .filter(waiting -> !ready.contains(waiting)
                            && waiting.missing().stream().anyMatch(declared::contains))
                    .toList();
            ready.addAll(more);
            more.forEach(waiting -> declared.add(waiting.name()));
            isMore = !more.isEmpty();
        }
        return ready;
    }

    private static @Nullable Piece declarationAt(List<Piece> pieces, int offset) {
        for (Piece piece : pieces) {
            boolean isDeclaration = piece instanceof Piece.Method || piece instanceof Piece.Type;
            if (isDeclaration && offset >= piece.start() && offset < piece.end()) {
                return piece;
            }
        }
        return null;
    }

    private static String nameOf(Piece piece) {
        return switch (piece) {
            case Piece.Method method -> method.name();
            case Piece.Type type -> type.name();
            case Piece.Variable variable -> variable.name();
            case Piece.Import _, Piece.Statement _, Piece.Expression _ -> "";
        };
    }
}
