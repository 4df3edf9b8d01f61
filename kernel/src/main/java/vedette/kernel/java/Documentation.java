package vedette.kernel.java;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the sources say of elements: those of the cell that is looked at, of earlier cells, of libraries, of the JDK. */
final class Documentation {

    private static final String AROUND = "$";

    private final Sources sources;
    private final String code;
    private final List<Piece> pieces;
    private final Session session;
    private final Map<String, Optional<Declarations>> files = new HashMap<>();

    /**
     * Documentation.
     *
     * @param cell the text that is looked at
     */
    Documentation(Services services, Sources sources, String cell, Session session) {
        this.sources = sources;
        this.code = cell;
        this.pieces = CellCompiler.parse(services.javac(), cell).value().pieces();
        this.session = session;
    }

    /** What is written at the first of some places, with the first comment that explains it. */
    Optional<Declarations.Written> of(List<Place> places) {
        Optional<Declarations.Written> first = places.stream().findFirst().flatMap(this::of);
        if (first.isPresent() && first.get().isExplained()) {
            return first;
        }
        Optional<Declarations.Written> explained = places.stream()
                .skip(1)
                .flatMap(place -> of(place).stream())
                .filter(Declarations.Written::isExplained)
                .findFirst();
        return explained.isEmpty()
                ? first
                : Optional.of(new Declarations.Written(
                        explained.get().documentation(),
                        true,
                        first.orElse(explained.get()).parameters(),
                        first.map(Declarations.Written::source).orElse("")));
    }

    /** The names of the parameters of some methods; those without a source are left out. */
    Map<Place, List<String>> parameters(List<Place> methods) {
        Map<Place, List<String>> found = new HashMap<>();
        methods.stream()
                .filter(method -> !method.packageName().equals(CellClass.PACKAGE))
                .forEach(method -> of(method).ifPresent(written -> found.put(method, written.parameters())));
        return found;
    }

    private Optional<Declarations.Written> of(Place place) {
        return place.packageName().equals(CellClass.PACKAGE)
                ? ofCell(place)
                : declarations(place).flatMap(file -> file.at(place));
    }

    /** The declarations of the file that declares a type, each read once. */
    private Optional<Declarations> declarations(Place place) {
        return files.computeIfAbsent(
                place.packageName() + "." + place.types().getFirst(),
                _ -> sources.of(place).map(Declarations::new));
    }

    private Optional<Declarations.Written> ofCell(Place place) {
        List<String> inside = place.types().subList(1, place.types().size());
        if (!inside.isEmpty()) {
            return typeSource(inside.getFirst())
                    .flatMap(source ->
                            new Declarations(source.comment() + "\n" + source.text()).at(place.within(inside)));
        }
        Optional<String> text = place.isMethod()
                ? methodSource(place).map(source -> source.comment() + "\n" + source.text())
                : variableComment(place.member()).map(comment -> comment + "\nObject " + place.member() + ";");
        Optional<Declarations.Written> found = text.flatMap(member ->
                new Declarations("class " + AROUND + " {\n" + member + "\n}").at(place.within(List.of(AROUND))));
        // Of a variable only the comment is kept.
        return place.isMethod() ? found : found.map(Declarations.Written::withoutSource);
    }

    private Optional<Source> typeSource(String name) {
        return own(Piece.Type.class, name)
                .or(() -> Optional.ofNullable(session.types().get(name)).map(Session.Type::source));
    }

    private Optional<Source> methodSource(Place place) {
        return own(Piece.Method.class, place.member())
                .or(() -> session.methods().getOrDefault(place.member(), List.of()).stream()
                        .filter(method -> method.parameters().stream()
                                .map(Place::simple)
                                .toList()
                                .equals(place.parameters()))
                        .findFirst()
                        .map(Session.Method::source));
    }

    private Optional<String> variableComment(String name) {
        return own(Piece.Variable.class, name)
                .map(Source::comment)
                .or(() -> Optional.ofNullable(session.variables().get(name)).map(Session.Variable::comment));
    }

    /** A declaration of the cell that is looked at. */
    private Optional<Source> own(Class<? extends Piece> kind, String name) {
        return pieces.stream()
                .filter(kind::isInstance)
                .filter(piece -> nameOf(piece).equals(name))
                .findFirst()
                .map(piece ->
                        new Source(code.substring(piece.start(), piece.end()), "", 1, Source.commentOf(code, piece)));
    }

    private static String nameOf(Piece piece) {
        return switch (piece) {
            case Piece.Type type -> type.name();
            case Piece.Method method -> method.name();
            case Piece.Variable variable -> variable.name();
            case Piece.Import _, Piece.Statement _, Piece.Expression _ -> "";
        };
    }
}
