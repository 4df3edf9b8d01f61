package vedette.house;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the compiler's parser sees in one source file. Names are paths from the root of the checkout. */
record SourceFacts(
        String name, String text, int lines, List<Type> types, List<Method> methods, List<String> mutableStatics) {

    /** A top-level type. */
    record Type(String name, boolean isPublic, boolean isDocumented) {}

    /** A method or constructor with a body; {@code lines} is its body with braces. Public means: of a public type. */
    record Method(String name, int lines, int parameters, boolean isPublic, boolean isDocumented, boolean overrides) {
        boolean isConstructor() {
            return name.equals("<init>");
        }
    }

    static SourceFacts of(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, diagnostic -> {}, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            Scanner scanner = new Scanner(unit, DocTrees.instance(task));
            scanner.scan(unit, null);
            String text = House.read(file);
            String name = House.ROOT.relativize(file).toString().replace('\\', '/');
            return new SourceFacts(
                    name, text, (int) text.lines().count(), scanner.types, scanner.methods, scanner.mutableStatics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final CompilationUnitTree unit;
        private final DocTrees docs;
        private final List<Type> types = new ArrayList<>();
        private final List<Method> methods = new ArrayList<>();
        private final List<String> mutableStatics = new ArrayList<>();

        private Scanner(CompilationUnitTree unit, DocTrees docs) {
            this.unit = unit;
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            if (getCurrentPath().getParentPath().getLeaf() == unit) {
                types.add(new Type(
                        type.getSimpleName().toString(),
                        isPublic(type.getModifiers().getFlags()),
                        isDocumented()));
            }
            return super.visitClass(type, nothing);
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            boolean overrides = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            methods.add(new Method(
                    method.getName().toString(),
                    method.getBody() == null ? 1 : lines(method.getBody()),
                    method.getParameters().size(),
                    isVisible(method),
                    isDocumented(),
                    overrides));
            return super.visitMethod(method, nothing);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, @Nullable Void nothing) {
            Set<Modifier> flags = variable.getModifiers().getFlags();
            if (flags.contains(Modifier.STATIC) && !flags.contains(Modifier.FINAL)) {
                mutableStatics.add(unit.getSourceFile().getName() + " " + variable.getName());
            }
            return super.visitVariable(variable, nothing);
        }

        private boolean isVisible(MethodTree method) {
            for (TreePath path = getCurrentPath().getParentPath(); path != null; path = path.getParentPath()) {
                if (path.getLeaf() instanceof ClassTree type
                        && type.getKind() != Tree.Kind.INTERFACE
                        && !isPublic(type.getModifiers().getFlags())) {
                    return false;
                }
            }
            return isPublic(method.getModifiers().getFlags());
        }

        private static boolean isPublic(Set<Modifier> flags) {
            return flags.contains(Modifier.PUBLIC);
        }

        private boolean isDocumented() {
            return docs.getDocComment(getCurrentPath()) != null;
        }

        private int lines(Tree tree) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(docs.getSourcePositions().getStartPosition(unit, tree));
            long last = map.getLineNumber(docs.getSourcePositions().getEndPosition(unit, tree));
            return (int) (last - first + 1);
        }
    }
}
