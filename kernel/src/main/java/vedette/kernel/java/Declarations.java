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
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a source says at a declaration. */
final class Declarations {

    private static final Logger LOG = LoggerFactory.getLogger(Declarations.class);

    private final String text;
    private final DocTrees trees;
    private final Optional<CompilationUnitTree> unit;

    /** The declarations of a source; it is read once, which takes longer than to find them. */
    Declarations(String text) {
        JavacTask task = Javac.parser(text);
        this.text = text;
        this.trees = DocTrees.instance(task);
        this.unit = parsed(task);
    }

    private static Optional<CompilationUnitTree> parsed(JavacTask task) {
        try {
            return Optional.of(task.parse().iterator().next());
        } catch (IOException | RuntimeException e) {
            // It only explains; a source that cannot be read explains nothing.
            LOG.warn("a source cannot be read", e);
            return Optional.empty();
        }
    }

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

    /** What is written at a place in the source of its outermost type. */
    Optional<Written> at(Place place) {
        Finder finder = new Finder(place);
        unit.ifPresent(read -> finder.scan(read, null));
        return finder.best().map(this::written);
    }

    private Written written(TreePath path) {
        DocCommentTree comment = trees.getDocCommentTree(path);
        SourcePositions positions = trees.getSourcePositions();
        int start = (int) positions.getStartPosition(path.getCompilationUnit(), path.getLeaf());
        int end = (int) positions.getEndPosition(path.getCompilationUnit(), path.getLeaf());
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
