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
import java.util.stream.Collectors;
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

    private static final String PERMITS = "compiler.err.invalid.permits.clause";

    /** The forward references of a cell; none where it has other problems as well. */
    static ForwardReferences of(CellText cell, List<Piece> pieces, List<CompileProblem> problems) {
        ForwardReferences none = new ForwardReferences(pieces, Map.of(), List.of());
        Map<Piece, String> first = new LinkedHashMap<>();
        Map<Piece, Set<String>> missing = new LinkedHashMap<>();
        Set<Piece> headless = new LinkedHashSet<>();
        List<CompileProblem> members = new ArrayList<>();
        for (CompileProblem problem : problems) {
            Matcher symbol = SYMBOL.matcher(problem.message());
            Piece place = declarationAt(pieces, problem.start());
            // What a type of the JDK or a library does not have, no cell can declare.
            boolean isMember = problem.message().contains("\n  location: ");
            if (place instanceof Piece.Type && problem.code().equals(PERMITS)) {
                // What it permits is compiled again with it, once all of it is there.
                continue;
            }
            if (place == null || !symbol.lookingAt() || isMember) {
                return none;
            }
            if (!cell.text().startsWith(symbol.group(2), problem.start())) {
                members.add(problem);
                continue;
            }
            first.putIfAbsent(place, symbol.group(1));
            missing.computeIfAbsent(place, piece -> new LinkedHashSet<>()).add(symbol.group(2));
            if (!isInBody(place, problem)) {
                headless.add(place);
            }
        }
        // What a type of a cell does not have it may get when it need not wait any more.
        for (CompileProblem problem : members) {
            Piece place = declarationAt(pieces, problem.start());
            Set<String> names =
                    place == null ? new HashSet<>() : cell.sourceOf(place).names();
            names.retainAll(headless.stream().map(ForwardReferences::nameOf).toList());
            if (place == null || names.isEmpty()) {
                return none;
            }
            first.putIfAbsent(place, String.join(", ", names));
            missing.computeIfAbsent(place, piece -> new LinkedHashSet<>()).addAll(names);
            if (!isInBody(place, problem)) {
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

    private static boolean isInBody(Piece place, CompileProblem problem) {
        return place instanceof Piece.Method method && problem.start() >= method.body();
    }

    /** With what fails only because it names a declaration that waits as a whole; none where something else fails. */
    ForwardReferences withDependents(CellText cell, List<CompileProblem> problems) {
        Set<String> waiting = pending.stream().map(Session.Pending::name).collect(Collectors.toSet());
        stubs.keySet().forEach(stub -> waiting.remove(nameOf(stub)));
        Map<Piece, Set<String>> dependents = new LinkedHashMap<>();
        for (CompileProblem problem : problems) {
            Piece place = declarationAt(kept, problem.start());
            Set<String> missing =
                    place == null ? new HashSet<>() : cell.sourceOf(place).names();
            missing.retainAll(waiting);
            if (place == null || missing.isEmpty() || stubs.containsKey(place)) {
                return new ForwardReferences(kept, Map.of(), List.of());
            }
            dependents.put(place, missing);
        }
        if (dependents.isEmpty()) {
            return new ForwardReferences(kept, Map.of(), List.of());
        }
        List<Piece> left = new ArrayList<>(kept);
        left.removeAll(dependents.keySet());
        List<Session.Pending> more = new ArrayList<>(pending);
        dependents.forEach((piece, names) -> more.add(new Session.Pending(nameOf(piece), cell.sourceOf(piece), names)));
        return new ForwardReferences(left, stubs, more);
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
