package vedette.kernel.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of parameters of the JDK's and of libraries' methods, which class files seldom keep. A source is read beside, when
 * it is first asked for; until it is, nothing is known of its methods, and nobody waits. Safe for any thread.
 */
final class ParameterNames {

    private static final Logger LOG = LoggerFactory.getLogger(ParameterNames.class);

    private final Sources sources;
    private final Map<String, CompletableFuture<Map<Key, List<String>>>> files = new ConcurrentHashMap<>();

    ParameterNames(Sources sources) {
        this.sources = sources;
    }

    /** A method within its file. */
    private record Key(List<String> types, String name, List<String> parameters) {
        Key {
            types = List.copyOf(types);
            parameters = List.copyOf(parameters);
        }
    }

    /** The names of a method's parameters, where they are known by now. */
    Optional<List<String>> of(ExecutableElement method, JavacTask task) {
        Place place = Place.placeOf(method, task.getElements());
        if (method.getParameters().isEmpty() || place.packageName().equals(CellClass.PACKAGE)) {
            return Optional.empty();
        }
        String file = place.packageName() + "." + place.types().getFirst();
        CompletableFuture<Map<Key, List<String>>> names = files.computeIfAbsent(
                file, _ -> CompletableFuture.supplyAsync(() -> read(place), Thread::startVirtualThread));
        return names.isDone()
                ? Optional.ofNullable(names.join().get(new Key(place.types(), place.member(), place.parameters())))
                : Optional.empty();
    }

    private Map<Key, List<String>> read(Place place) {
        Map<Key, List<String>> names = new HashMap<>();
        sources.of(place).ifPresent(text -> {
            try {
                for (CompilationUnitTree unit : Javac.parser(text).parse()) {
                    new Reader(names).scan(unit, null);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("no names of parameters for {}", place.types(), e);
            }
        });
        return names;
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Map<Key, List<String>> names;
        private final Deque<String> types = new ArrayDeque<>();

        Reader(Map<Key, List<String>> names) {
            this.names = names;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            types.addLast(tree.getSimpleName().toString());
            super.visitClass(tree, null);
            types.removeLast();
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            List<String> parameters = tree.getParameters().stream()
                    .map(parameter -> Place.simple(parameter.getType().toString()))
                    .toList();
            names.put(
                    new Key(
                            Stream.of(types.toArray(String[]::new)).toList(),
                            tree.getName().toString(),
                            parameters),
                    tree.getParameters().stream()
                            .map(parameter -> parameter.getName().toString())
                            .toList());
            return null;
        }
    }
}
