package vedette.kernel.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.Optional;
import java.util.OptionalInt;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.Cursor;

/** What stands at a cursor. */
final class Inspector {

    private final Services services;

    Inspector(Services services) {
        this.services = services;
    }

    Optional<MimeBundle> inspect(String code, Cursor cursor, Session session) {
        Optional<MimeBundle> found = look(code, cursor, session);
        // A class's name by itself is no expression; a declaration makes a type of it.
        return found.or(() -> lookAtType(nameBefore(code, cursor), session));
    }

    private Optional<MimeBundle> lookAtType(String name, Session session) {
        return name.isEmpty() ? Optional.empty() : look(name + " $inspected;", new Cursor(name.length() - 1), session);
    }

    /** The name that ends at or behind the cursor, with what qualifies it. */
    private static String nameBefore(String code, Cursor cursor) {
        int end = Math.min(cursor.charIndex(), code.length());
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        int start = end;
        while (start > 0 && (Character.isJavaIdentifierPart(code.charAt(start - 1)) || code.charAt(start - 1) == '.')) {
            start--;
        }
        return code.substring(start, end);
    }

    private Optional<MimeBundle> look(String code, Cursor cursor, Session session) {
        UnitBuilder.Unit sketch = services.sketch(code, session);
        int at = Math.min(cursor.charIndex(), code.length());
        // Behind a name and its opening bracket the question is about the name.
        while (at > 0 && (at == code.length() || !Character.isJavaIdentifierPart(code.charAt(at)))) {
            at--;
        }
        OptionalInt offset = sketch.text().toSource(at);
        if (offset.isEmpty()) {
            return Optional.empty();
        }
        int wanted = offset.getAsInt();
        return services.look(sketch, (use, unit) -> {
            Trees trees = Trees.instance(use.task());
            Finder finder = new Finder(trees.getSourcePositions(), unit, wanted);
            finder.scan(unit, null);
            Element element = finder.place == null ? null : trees.getElement(finder.place);
            // For a name that nobody declared the compiler makes up a class.
            if (element == null || element.asType().getKind() == TypeKind.ERROR) {
                return Optional.empty();
            }
            String documentation = use.task().getElements().getDocComment(element);
            String text = describe(element) + (documentation == null ? "" : "\n\n" + documentation.strip());
            return Optional.of(MimeBundle.text(UserNames.clean(text)));
        });
    }

    private static String describe(Element element) {
        return switch (element) {
            case ExecutableElement method -> owner(method) + Members.signature(method, method.asType());
            case TypeElement type ->
                type.getKind().toString().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " "
                        + type.getQualifiedName();
            default -> Members.simple(element.asType().toString()) + " " + element.getSimpleName();
        };
    }

    private static String owner(ExecutableElement method) {
        String owner = method.getEnclosingElement().getSimpleName().toString();
        return owner.startsWith("$Cell") ? "" : owner + ": ";
    }

    /** Finds the innermost name at an offset. */
    private static final class Finder extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final SourcePositions positions;
        private final CompilationUnitTree unit;
        private final int offset;
        private @Nullable TreePath place;

        Finder(SourcePositions positions, CompilationUnitTree unit, int offset) {
            this.positions = positions;
            this.unit = unit;
            this.offset = offset;
        }

        @Override
        public @Nullable Void visitIdentifier(IdentifierTree tree, @Nullable Void unused) {
            note(tree, positions.getStartPosition(unit, tree));
            return super.visitIdentifier(tree, unused);
        }

        @Override
        public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void unused) {
            note(
                    tree,
                    positions.getEndPosition(unit, tree) - tree.getIdentifier().length());
            return super.visitMemberSelect(tree, unused);
        }

        private void note(Tree tree, long start) {
            if (start <= offset && offset < positions.getEndPosition(unit, tree)) {
                place = getCurrentPath();
            }
        }
    }
}
