package vedette.kernel.java;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.display.MimeBundle;
import vedette.display.Renderer;
import vedette.display.Renderers;
import vedette.kernel.CellContext;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.Completeness;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.CellPart;
import vedette.kernel.magic.CellReader;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicLibrary;
import vedette.kernel.magic.MagicRegistry;
import vedette.kernel.magic.MagicSpot;
import vedette.kernel.magic.Shown;
import vedette.kernel.magic.Workplace;

/** Compiles and runs cells, and keeps what they declared. One cell at a time; the session may be read meanwhile. */
final class Evaluator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

    /** The compiler's keys for what fits into no class file. */
    private static final String CLASS_FILE_LIMIT = "compiler.err.limit.";

    /** How long an answer may wait for what only helps. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** How long no cell is run before it is taken for a rest. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final JavaLanguage.Builder settings;
    private final Libraries libraries;
    private final JarIndex index;
    private final CellLoader.Surroundings surroundings;
    private final CellExecutor executor;
    private final MagicRegistry magics;
    private final Workplace workplace = new Workplace();
    private final JavaVariables variables = new JavaVariables(this);
    private final AtomicReference<Session> session = new AtomicReference<>(Session.EMPTY);
    private final Object looking = new Object();
    private final Object indexing = new Object();
    private final AtomicBoolean awaitsFirstCell = new AtomicBoolean();
    private final List<Input> inputs = new CopyOnWriteArrayList<>();
    private volatile Renderers renderers;
    private volatile Sources sources;
    private volatile ParameterNames parameterNames;
    private @Nullable CompletableFuture<TypeIndex> typeIndex;
    private @Nullable Javac javac;
    private @Nullable Javac lookingJavac;
    private int cells;

    Evaluator(JavaLanguage.Builder settings) {
        this.settings = settings;
        this.libraries = new Libraries(settings.parent());
        this.surroundings = new CellLoader.Surroundings(libraries, new LateCalls(), new LiveCells());
        this.index = settings.jarIndex()
                .map(file -> JarIndex.kept(file, libraries.classPath()))
                .orElseGet(() -> JarIndex.of(libraries.classPath()));
        List<MagicLibrary> all = new ArrayList<>(List.of(new JavaMagics(this), new TimingMagics(this)));
        all.addAll(settings.magics());
        Renderers chosen = settings.renderers();
        if (settings.usesServices()) {
            all.addAll(index.services(MagicLibrary.class, settings.parent()));
            List<Renderer<?>> found = new ArrayList<>();
            index.services(Renderer.class, settings.parent()).forEach(found::add);
            chosen = chosen.orElse(found, failure -> LOG.warn(ValueLook.leftOut(failure), failure.thrown()));
        }
        this.magics = new MagicRegistry(all);
        this.renderers = ValueLook.renderers(chosen);
        this.sources = newSources();
        this.parameterNames = new ParameterNames(sources);
        this.executor = new CellExecutor(libraries, settings.grace());
    }

    /** The names declared so far. */
    Session session() {
        return session.get();
    }

    Optional<MimeBundle> evaluate(String code, CellContext context) {
        boolean isFirst = awaitsFirstCell.getAndSet(false);
        CellRun run = newRun(context);
        if (!context.isSilent()) {
            inputs.add(new Input(context.executionCount(), code));
        }
        try {
            List<CellPart> parts = CellReader.read(code, variables.names()::contains);
            check(parts);
            Optional<MimeBundle> result = Optional.empty();
            for (CellPart part : parts) {
                result = evaluate(part, code, run);
            }
            return result;
        } catch (CellFailure failure) {
            throw failure;
        } catch (CompileException e) {
            throw Failures.ofCompilation(suggested(e, code), code, CellText.ofCell(context.executionCount()));
        } catch (Throwable e) {
            throw Failures.ofThrowable(e);
        } finally {
            if (isFirst) {
                Thread.ofPlatform().name("prewarm-completion").daemon().start(this::prewarmCompletion);
            }
        }
    }

    /** Runs what a cell left to be called later. */
    void call(Runnable code, CellContext context) {
        try {
            executor.run(newRun(context), () -> {
                code.run();
                return null;
            });
        } catch (CellFailure failure) {
            throw failure;
        } catch (Throwable e) {
            throw Failures.ofThrowable(e);
        }
    }

    private CellRun newRun(CellContext context) {
        return new CellRun(context, new CellRun.Surroundings(renderers, magics, variables, workplace));
    }

    /** Where magics part a cell, nothing of it runs before all magics are known and all Java is well-formed. */
    private synchronized void check(List<CellPart> parts) throws CompileException {
        for (CellPart part : parts.size() > 1 ? parts : List.<CellPart>of()) {
            switch (part) {
                case CellPart.Code java -> CellCompiler.checkSyntax(compiler(), java.text());
                case CellPart.Line line -> magics.line(line.name());
                case CellPart.Whole whole -> magics.cell(whole.name());
            }
        }
    }

    private Optional<MimeBundle> evaluate(CellPart part, String code, CellRun run) throws Throwable {
        Object look = switch (part) {
            case CellPart.Code java -> {
                CellCompiler.Compiled compiled =
                        compile(java.text(), CellText.ofCell(run.context().executionCount()));
                session.updateAndGet(before -> before.with(compiled.additions()));
                notes(compiled.additions()).forEach(note -> run.print(StreamName.STDERR, note));
                yield executor.run(run, () -> look(call(compiled.cell(), java.text()), run));
            }
            case CellPart.Line line -> {
                LineMagic magic = magics.line(line.name());
                MagicCall call = call(run, code, line.argumentsStart(), code.length());
                yield executor.run(
                        run,
                        () -> look(
                                untaken(line, magic.run(line.arguments(), call)).orElse(null), run));
            }
            case CellPart.Whole whole -> {
                CellMagic magic = magics.cell(whole.name());
                MagicCall call = call(run, code, whole.argumentsStart(), whole.bodyStart());
                yield executor.run(
                        run,
                        () -> look(
                                magic.run(whole.arguments(), whole.body(), call).orElse(null), run));
            }
        };
        return Optional.ofNullable((MimeBundle) look);
    }

    /** A failure with what could help; what only helps must not fail itself. */
    private CompileException suggested(CompileException refused, String code) {
        CompileException failure = new CompileException(MagicHints.improve(
                refused.problems(), code, name -> magics.findLine(name).isPresent()));
        if (failure.problems().stream().noneMatch(Suggestions::isUnknownName)) {
            return failure;
        }
        try {
            boolean couldBeImported = failure.problems().stream().anyMatch(Suggestions::couldBeImported);
            Optional<TypeIndex> index = couldBeImported ? typesSoon() : knownTypes();
            synchronized (looking) {
                return new CompileException(new Suggestions(services(), index, libraries)
                        .improve(failure.problems(), javaOf(code), session.get()));
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return failure;
        }
    }

    /** Where types can be imported from; found on a thread of its own, since it takes a while. */
    private CompletableFuture<TypeIndex> typeIndex() {
        synchronized (indexing) {
            CompletableFuture<TypeIndex> found = typeIndex;
            if (found == null) {
                List<Path> classPath = libraries.classPath();
                found = CompletableFuture.supplyAsync(() -> TypeIndex.of(classPath), Thread::startVirtualThread);
                typeIndex = found;
            }
            return found;
        }
    }

    /** The same where it is there; the first completion does without it rather than wait for it. */
    private Optional<TypeIndex> knownTypes() {
        synchronized (indexing) {
            CompletableFuture<TypeIndex> found = typeIndex;
            return found == null || !found.isDone() ? Optional.empty() : Optional.of(found.join());
        }
    }

    /** The same where it is there soon: whoever mistyped a name should not wait long to hear of it. */
    private Optional<TypeIndex> typesSoon() {
        try {
            return Optional.of(typeIndex().get(MOMENT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<String> notes(Session.Additions additions) {
        List<String> notes = new ArrayList<>();
        additions
                .pending()
                .forEach(pending -> notes.add("note: " + pending.name() + " can be used once a cell declares "
                        + String.join(", ", pending.missing()) + "\n"));
        additions
                .stale()
                .forEach(stale -> notes.add("note: " + stale.name() + " still uses the earlier "
                        + String.join(", ", stale.changed()) + "; declare " + stale.name()
                        + " anew to change that\n"));
        return notes;
    }

    private MagicCall call(CellRun run, String code, int argumentsStart, int bodyStart) {
        return new MagicCall(
                run.context(),
                variables,
                run.renderers(),
                workplace,
                code,
                CellText.ofCell(run.context().executionCount()),
                argumentsStart,
                bodyStart);
    }

    private static @Nullable Object look(@Nullable Object value, CellRun run) throws Throwable {
        if (value == null || CellRuntime.NOTHING.equals(value) || value instanceof DisplayHandle) {
            return null;
        }
        MimeBundle look = ValueLook.of(value instanceof Shown shown ? shown.look() : value, run);
        // A value's own code may have been stopped, which is no failure of the value.
        CellRuntime.stopCheck();
        return look;
    }

    private static Object bare(Object value) {
        return value instanceof Shown(Object inner, MimeBundle _) ? inner : value;
    }

    /** What is left of a magic's value where a variable may take it. */
    private Optional<Object> untaken(CellPart.Line line, Optional<Object> value) {
        if (line.variable().isEmpty()) {
            return value;
        }
        String name = line.variable().get();
        variables.assign(name, value.map(Evaluator::bare).orElseThrow(() -> {
            String text = "%" + line.name() + " gives no value that " + name + " could take";
            return new CellFailure("NoValue", text, List.of(text), null);
        }));
        return Optional.empty();
    }

    /**
     * Runs text inside a magic, on the magic's thread: Java and the magics between it.
     *
     * @param code stands in the call's cell where it stands in itself
     * @param stopwatch is told what takes the time
     */
    Optional<Object> evaluateInside(String code, MagicCall call, Stopwatch stopwatch) {
        List<CellPart> parts = CellReader.read(code, variables.names()::contains);
        try {
            check(parts);
        } catch (CompileException e) {
            throw Failures.ofCompilation(suggested(e, code), call.cellText(), call.origin());
        }
        Optional<Object> value = Optional.empty();
        for (CellPart part : parts) {
            value = evaluateInside(part, call, stopwatch);
        }
        return value;
    }

    private Optional<Object> evaluateInside(CellPart part, MagicCall call, Stopwatch stopwatch) {
        return switch (part) {
            case CellPart.Code java -> {
                stopwatch.compiles();
                CellClass cell = compileInside(java.text(), call);
                stopwatch.runs();
                yield Optional.ofNullable(callInside(cell, java.text()))
                        .filter(value -> !CellRuntime.NOTHING.equals(value));
            }
            case CellPart.Line line -> {
                LineMagic magic = magics.line(line.name());
                MagicCall inner = call.at(line.argumentsStart(), call.cellText().length());
                stopwatch.runs();
                yield untaken(line, magic.run(line.arguments(), inner));
            }
            case CellPart.Whole whole -> {
                CellMagic magic = magics.cell(whole.name());
                stopwatch.runs();
                yield magic.run(whole.arguments(), whole.body(), call.at(whole.argumentsStart(), whole.bodyStart()));
            }
        };
    }

    /** Compiles Java inside a magic, to be run many times on the magic's thread. */
    Repeatable repeatableInside(String code, MagicCall call) {
        try {
            return CellExecutor.repeatable(compileInside(code, call));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private CellClass compileInside(String code, MagicCall call) {
        try {
            CellCompiler.Compiled compiled = compile(code, call.origin());
            session.updateAndGet(before -> before.with(compiled.additions()));
            notes(compiled.additions()).forEach(note -> call.cell().print(StreamName.STDERR, note));
            return compiled.cell();
        } catch (CompileException e) {
            throw Failures.ofCompilation(suggested(e, code), call.cellText(), call.origin());
        }
    }

    private @Nullable Object call(CellClass cell, String code) throws Throwable {
        return executor.call(cell, () -> variables.fields(Source.namesIn(code)));
    }

    private @Nullable Object callInside(CellClass cell, String code) {
        try {
            return call(cell, code);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw Failures.ofThrowable(e);
        }
    }

    /** A cell that was run. */
    record Input(int executionCount, String code) {}

    /** The cells that were run, in order. */
    List<Input> inputs() {
        return List.copyOf(inputs);
    }

    /** Forgets all declared names. */
    void reset() {
        session.set(Session.EMPTY);
    }

    /** What the compiler and the cells see beside the JDK. */
    List<Path> classPath() {
        return libraries.classPath();
    }

    /** Declares a variable without running a cell. */
    void declare(String code) throws CompileException {
        Session.Additions additions = compile(code, "").additions();
        session.updateAndGet(before -> before.with(additions));
    }

    /** Adds a jar or folder to what cells see. */
    synchronized void addLibrary(Path entry) {
        libraries.add(entry);
        compiler().add(entry);
        synchronized (indexing) {
            typeIndex = null;
        }
        synchronized (looking) {
            lookingJavac = null;
            sources.close();
            sources = newSources();
            parameterNames = new ParameterNames(sources);
        }
    }

    /** Takes the magics and renderers that added libraries offer. */
    synchronized void findServices(Consumer<String> notes) {
        for (MagicLibrary library : libraries.newServices(MagicLibrary.class, notes)) {
            magics.add(library);
        }
        List<Renderer<?>> found = new ArrayList<>();
        libraries.newServices(Renderer.class, notes).forEach(found::add);
        renderers = renderers.plus(found, failure -> notes.accept(ValueLook.noteOfLeftOut(failure)));
    }

    private synchronized Javac compiler() {
        Javac compiler = javac;
        if (compiler == null) {
            compiler = new Javac(libraries.classPath(), index);
            javac = compiler;
        }
        return compiler;
    }

    private synchronized CellCompiler.Compiled compile(String code, String origin) throws CompileException {
        cells++;
        try {
            return new CellCompiler(compiler(), imports(), surroundings)
                    .compile(new CellCompiler.Request(code, cells, origin), session.get());
        } catch (CompileException e) {
            // What exceeds a class file's limits is left in the compiler's pool of constants, and would fail all cells
            // to come.
            if (e.problems().stream().anyMatch(problem -> problem.code().startsWith(CLASS_FILE_LIMIT))) {
                javac = null;
            }
            throw e;
        }
    }

    private MagicSpot.Surroundings surroundings() {
        return new MagicSpot.Surroundings(variables, workplace);
    }

    private String javaOf(String code) {
        return MagicSpot.languageOf(code, magics, surroundings());
    }

    Completion complete(String code, Cursor cursor) {
        Optional<MagicSpot> magic = MagicSpot.at(code, cursor, magics, surroundings());
        if (magic.isPresent()) {
            return magic.get().complete();
        }
        synchronized (looking) {
            Completion found = Services.unlessItFails(
                    () -> services().complete(javaOf(code), cursor, session.get()), Completion.none(cursor));
            // Behind the first completion and not beside it, which is to be quick.
            typeIndex();
            return found;
        }
    }

    Optional<MimeBundle> inspect(String code, Cursor cursor, Detail detail) {
        Optional<MagicSpot> magic = MagicSpot.at(code, cursor, magics, surroundings());
        if (magic.isPresent()) {
            return magic.get().inspect();
        }
        synchronized (looking) {
            return Services.unlessItFails(
                    () -> new Inspector(services(), sources).inspect(javaOf(code), cursor, detail, session.get()),
                    Optional.empty());
        }
    }

    Completeness completeness(String code) {
        synchronized (looking) {
            return Services.unlessItFails(
                    () -> CellCompleteness.of(lookingCompiler(), code, variables.names()::contains),
                    new Completeness.Unknown());
        }
    }

    private DefaultImports imports() {
        List<String> lines = new ArrayList<>(settings.imports());
        lines.addAll(magics.imports());
        return new DefaultImports(lines);
    }

    private Sources newSources() {
        return new Sources(Path.of(System.getProperty("java.home")), libraries.classPath(), index);
    }

    private Services services() {
        return new Services(lookingCompiler(), imports(), knownTypes(), parameterNames);
    }

    /** A compiler of its own, so that completion need not wait for the one that compiles cells. */
    private Javac lookingCompiler() {
        synchronized (looking) {
            Javac compiler = lookingJavac;
            if (compiler == null) {
                compiler = new Javac(libraries.classPath(), index);
                lookingJavac = compiler;
            }
            return compiler;
        }
    }

    /**
     * Compiles and runs what every cell needs, and then, unless a cell was asked for meanwhile, what most cells use. They
     * declare nothing.
     */
    void prewarm() {
        awaitsFirstCell.set(true);
        try {
            prewarm("1 + 1");
            if (awaitsFirstCell.get()) {
                prewarm("var warm = java.util.List.of(1).stream().map(x -> x + 1).toList();\nwarm");
            }
        } catch (CompileException e) {
            throw new IllegalStateException(e);
        }
    }

    private void prewarm(String code) throws CompileException {
        callInside(compile(code, "").cell(), code);
    }

    /**
     * While the user reads the first result there is time for what the first completion would have to wait for, and in the
     * rest after it for what the first mistyped name would.
     */
    private void prewarmCompletion() {
        String code = "for (var name : List.of(\"warm\")) { name.substring(0).toUp";
        synchronized (looking) {
            services().complete(code, new Cursor(code.length()), session.get());
        }
        int before = inputs.size();
        CompletableFuture.delayedExecutor(REST.toSeconds(), TimeUnit.SECONDS, Thread::startVirtualThread)
                .execute(() -> {
                    if (inputs.size() == before) {
                        typeIndex();
                    }
                });
    }

    @Override
    public void close() {
        executor.close();
        magics.close();
        sources.close();
        try {
            libraries.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
