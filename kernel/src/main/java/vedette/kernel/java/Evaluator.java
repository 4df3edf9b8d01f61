package vedette.kernel.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vedette.display.MimeBundle;
import vedette.kernel.CellContext;
import vedette.kernel.CellFailure;

/** Compiles and runs cells, and keeps what they declared. One cell at a time; the session may be read meanwhile. */
final class Evaluator implements AutoCloseable {

    private final JavaLanguage.Builder settings;
    private final Libraries libraries;
    private final LateCalls calls = new LateCalls();
    private final CellExecutor executor;
    private final AtomicReference<Session> session = new AtomicReference<>(Session.EMPTY);
    private @Nullable Javac javac;
    private int cells;

    Evaluator(JavaLanguage.Builder settings) {
        this.settings = settings;
        this.libraries = new Libraries(settings.parent());
        this.executor = new CellExecutor(libraries, settings.grace());
    }

    /** The names declared so far. */
    Session session() {
        return session.get();
    }

    Optional<MimeBundle> evaluate(String code, CellContext context) {
        CellRun run = new CellRun(context, settings.renderers());
        Object value;
        try {
            value = evaluate(code, run);
        } catch (CellFailure failure) {
            throw failure;
        } catch (CompileException e) {
            throw Failures.ofCompilation(e, code);
        } catch (Throwable e) {
            throw Failures.ofThrowable(e);
        }
        return Optional.ofNullable((MimeBundle) value);
    }

    private @Nullable Object evaluate(String code, CellRun run) throws Throwable {
        CellCompiler.Compiled compiled = compile(code, run.context().executionCount());
        session.set(session.get().with(compiled.additions()));
        return executor.run(compiled.cell(), run);
    }

    private synchronized CellCompiler.Compiled compile(String code, int executionCount) throws CompileException {
        Javac compiler = javac;
        if (compiler == null) {
            compiler = new Javac(Javac.ownClassPath());
            javac = compiler;
        }
        cells++;
        CellLoader.Surroundings surroundings = new CellLoader.Surroundings(libraries, calls);
        return new CellCompiler(compiler, settings.imports(), surroundings)
                .compile(new CellCompiler.Request(code, cells, executionCount), session.get());
    }

    /** Compiles something that touches most of what cells use. */
    void prewarm() {
        try {
            compile("var warm = java.util.List.of(1).stream().map(x -> x + 1).toList();\nwarm", 0);
        } catch (CompileException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            libraries.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The libraries that cells see: those of the kernel and what was added since. */
    static final class Libraries extends URLClassLoader {
        Libraries(ClassLoader parent) {
            super("libraries", new URL[0], parent);
        }

        void add(Path entry) {
            try {
                addURL(entry.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
