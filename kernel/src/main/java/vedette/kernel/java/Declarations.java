package vedette.kernel.java;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source says at a declaration. */
final class Declarations {

    private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);

    private Declarations() {}

    /**
     * A declaration as it is written.
     *
     * @param documentation its comment
     * @param isExplained whether the comment says more than tags do
     * @param parameters the names of a method's parameters
     * @param source its text without the comment
     */
    record Written(
            Optional<DocWriter.Written> documentation, boolean isExplained, List<String> parameters, String source) {
        Written {
            parameters = List.copyOf(parameters);
        }

        Written withoutSource() {
            return new Written(documentation, isExplained, parameters, "");
        }
    }

    /** Finds a declaration in the source of its outermost type. */
    static Optional<Written> find(Place place, String text) {
        return Optional.ofNullable(find(List.of(place), text).get(place));
    }

    /** Finds several declarations in one source; those that are not there are left out. */
    static Map<Place, Written> find(Collection<Place> places, String text) {
        Map<Place, Written> found = new HashMap<>();
        JavacTask task = Javac.parser(text);
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            DocTrees trees = DocTrees.instance(task);
            for (Place place : places) {
                Finder finder = new Finder(place);
                finder.scan(unit, null);
                finder.best().ifPresent(path -> found.put(place, written(path, trees, text)));
            }
        } catch (IOException | RuntimeException e) {
            // It only explains; a source that cannot be read explains nothing.
            LOG.warn("a source cannot be read", e);
        }
        return found;
    }

    private static Written written(TreePath path, DocTrees trees, String text) {
        DocCommentTree comment = trees.getDocCommentTree(path);
        SourcePositions positions = trees.getSourcePositions();
        CompilationUnitTree unit = path.getCompilationUnit();
        int start = (int) positions.getStartPosition(unit, path.getLeaf());
        int end = (int) positions.getEndPosition(unit, path.getLeaf());
        int line = Lines.startOf(text, start);
        boolean isIndented = start >= 0 && text.substring(line, start).isBlank();
        String source = start < 0 || end < start
                ? ""
                : text.substring(isIndented ? line : start, end).stripIndent();
        return new Written(
                Optional.ofNullable(comment).map(tree -> DocPage.of(tree, trees)),
                comment != null && isExplained(comment),
                path.getLeaf() instanceof MethodTree method
                        ? method.getParameters().stream()
                                .map(parameter -> parameter.getName().toString())
                                .toList()
                        : List.of(),
                source);
    }

    /** Whether a comment has words of its own before its tags; one that has none inherits them. */
    private static boolean isExplained(DocCommentTree comment) {
        return comment.getFullBody().stream().anyMatch(part -> part.getKind() != DocTree.Kind.INHERIT_DOC);
    }

    /** Finds the declarations of a name within some types. */
    private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final Place place;
        private final Deque<String> types = new ArrayDeque<>();
        private final List<TreePath> found = new ArrayList<>();

        Finder(Place place) {
            this.place = place;
        }

        /** The method with these parameters, else with as many, else any. */
        Optional<TreePath> best() {
            return found.stream().min(Comparator.comparingInt(this::distance));
        }

        private int distance(TreePath path) {
            if (!(path.getLeaf() instanceof MethodTree method)) {
                return 3;
            }
            List<String> parameters = method.getParameters().stream()
                    .map(parameter -> Place.simple(parameter.getType().toString()))
                    .toList();
            return parameters.equals(place.parameters())
                    ? 0
                    : parameters.size() == place.parameters().size() ? 1 : 2;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            types.addLast(tree.getSimpleName().toString());
            boolean isHere = Stream.of(types.toArray()).toList().equals(place.types());
            if (isHere && place.member().isEmpty()) {
                found.add(getCurrentPath());
            }
            if (isHere || place.types().size() > types.size()) {
                super.visitClass(tree, null);
            }
            types.removeLast();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            note(tree.getName().toString(), true);
            return null;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
            note(tree.getName().toString(), false);
            return null;
        }

        private void note(String name, boolean isMethod) {
            boolean isHere = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree
                    && Stream.of(types.toArray()).toList().equals(place.types());
            if (isHere && isMethod == place.isMethod() && name.equals(place.member())) {
                found.add(getCurrentPath());
            }
        }
    }
}
