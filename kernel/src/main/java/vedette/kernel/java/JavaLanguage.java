package vedette.kernel.java;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.kernel.CellContext;
import vedette.kernel.Completeness;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;
import vedette.kernel.Language;
import vedette.kernel.LanguageInfo;
import vedette.kernel.magic.MagicLibrary;

/**
 * Java: each cell is compiled as a whole, once, and sees what earlier cells declared. The last expression without a
 * semicolon is the cell's result; where it is null, or there is none, nothing is shown.
 */
public final class JavaLanguage implements Language {

    private final CompletableFuture<Evaluator> evaluator;
    private final OutputRouter router = new OutputRouter();

    private JavaLanguage(Builder builder) {
        evaluator = CompletableFuture.supplyAsync(
                () -> new Evaluator(builder),
                start -> Thread.ofPlatform().name("vedette-language").daemon().start(start));
    }

    /** A language with the usual imports and no magics. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public LanguageInfo info() {
        return new LanguageInfo(
                "java",
                System.getProperty("java.version"),
                "text/x-java-source",
                ".java",
                "java",
                "text/x-java",
                "Vedette: Java " + System.getProperty("java.version"));
    }

    @Override
    public Optional<MimeBundle> evaluate(String code, CellContext context) {
        return evaluator.join().evaluate(code, context);
    }

    @Override
    public Completion complete(String code, Cursor cursor) {
        return evaluator.join().complete(code, cursor);
    }

    @Override
    public void call(Runnable code, CellContext context) {
        evaluator.join().call(code, context);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, Cursor cursor, Detail detail) {
        return evaluator.join().inspect(code, cursor, detail);
    }

    @Override
    public Completeness completeness(String code) {
        return evaluator.join().completeness(code);
    }

    /** Does once what the first cell would have to do otherwise; for a thread that has nothing better to do. */
    public void prewarm() {
        evaluator.join().prewarm();
    }

    @Override
    public void close() {
        router.close();
        evaluator.join().close();
    }

    /** What a language is made of. */
    public static final class Builder {
        private static final List<String> USUAL_IMPORTS = List.of(
                // On-demand imports of users win over a module's.
                "module java.base",
                "static vedette.kernel.java.CellHelpers.*",
                "vedette.display.*",
                "vedette.kernel.java.DisplayHandle");

        private final List<String> imports = new ArrayList<>(USUAL_IMPORTS);
        private final List<MagicLibrary> magics = new ArrayList<>();
        private Renderers renderers = new Renderers(List.of());
        private Duration grace = Duration.ofSeconds(3);
        private @Nullable ClassLoader parent;
        private boolean services;
        private @Nullable Path jarIndex;

        private Builder() {}

        /** Imports that cells need not write, in the words of {@link MagicLibrary#imports}. */
        public Builder imports(List<String> more) {
            imports.addAll(more);
            return this;
        }

        /** The magics of some libraries, which the language closes. */
        public Builder magics(List<MagicLibrary> more) {
            magics.addAll(more);
            return this;
        }

        /** How values look. */
        public Builder renderers(Renderers chosen) {
            renderers = chosen;
            return this;
        }

        /** How long an interrupted cell may take to stop before it is given up. */
        public Builder grace(Duration duration) {
            grace = duration;
            return this;
        }

        /** The class loader that cells see the libraries by. */
        public Builder parent(ClassLoader loader) {
            parent = loader;
            return this;
        }

        /** The magics and, behind those given, the renderers that the class path offers as services. */
        public Builder services() {
            services = true;
            return this;
        }

        /** A file that spares later starts to look through all jars; it is written where it is not there yet. */
        public Builder jarIndex(Path file) {
            jarIndex = file;
            return this;
        }

        /**
         * The language, which makes itself ready on a thread of its own; from here on what cells print goes to them, until
         * it is closed.
         */
        public JavaLanguage build() {
            return new JavaLanguage(this);
        }

        List<String> imports() {
            return List.copyOf(imports);
        }

        List<MagicLibrary> magics() {
            return List.copyOf(magics);
        }

        Renderers renderers() {
            return renderers;
        }

        Duration grace() {
            return grace;
        }

        boolean usesServices() {
            return services;
        }

        Optional<Path> jarIndex() {
            return Optional.ofNullable(jarIndex);
        }

        ClassLoader parent() {
            ClassLoader chosen = parent;
            return chosen == null ? JavaLanguage.class.getClassLoader() : chosen;
        }
    }
}
