package vedette.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names that what is written around a cell needs, so that a cell cannot declare them. */
final class ReservedNames {

    private static final Set<String> MEMBERS =
            Set.of(UnitBuilder.RUN, UnitBuilder.RESULT, UnitBuilder.VALUE, UnitBuilder.MISSING);
    private static final Set<String> PACKAGES = Set.of("java", "vedette", CellClass.PACKAGE);

    private ReservedNames() {}

    /** The declarations among a cell's pieces that take such a name. */
    static List<CompileProblem> problems(List<Piece> pieces) {
        List<CompileProblem> found = new ArrayList<>();
        for (Piece piece : pieces) {
            Optional<String> reason = switch (piece) {
                case Piece.Type type
                when PACKAGES.contains(type.name()) ->
                    Optional.of("a type named " + type.name()
                            + " would hide the packages whose names start so; choose another name");
                case Piece.Type type -> reserved(type.name());
                case Piece.Method method -> reserved(method.name());
                case Piece.Variable variable -> reserved(variable.name());
                case Piece.Import _, Piece.Statement _, Piece.Expression _ -> Optional.empty();
            };
            reason.ifPresent(message ->
                    found.add(new CompileProblem(piece.start(), piece.end(), "vedette.reserved.name", message)));
        }
        return found;
    }

    private static Optional<String> reserved(String name) {
        return MEMBERS.contains(name)
                ? Optional.of(name + " is a name of the kernel's own; choose another name")
                : Optional.empty();
    }
}
