package vedette.kernel.java;

import com.sun.source.util.JavacTask;
import com.sun.tools.javac.api.JavacTaskImpl;
import com.sun.tools.javac.api.JavacTaskPool;
import com.sun.tools.javac.code.ClassFinder;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.ModuleSymbol;
import com.sun.tools.javac.code.Symbol.PackageSymbol;
import com.sun.tools.javac.code.Symtab;
import com.sun.tools.javac.tree.JCTree.JCCompilationUnit;
import com.sun.tools.javac.util.Context;
import com.sun.tools.javac.util.Log;
import com.sun.tools.javac.util.Name;
import com.sun.tools.javac.util.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The compiler, kept warm: its tables of the JDK's and the libraries' classes live on from one use to the next. One
 * thread at a time.
 */
final class Javac {

    private static final List<String> OPTIONS =
            List.of("-proc:none", "-parameters", "-g:source,lines,vars", "-Xlint:none", "-XDshould-stop.ifError=FLOW");

    /** What the compiler would print beside its diagnostics; else it takes {@code System.err}, which cells may change. */
    private static final Writer NOWHERE = Writer.nullWriter();

    /** How many characters of sources the tables may have met; the compiler keeps some forty bytes for each. */
    private static final long MOST_READ = 150_000;

    private final JarIndex index;
    private final CellFiles files;
    private JavacTaskPool pool = new JavacTaskPool(1);
    private long read;

    Javac(List<Path> classPath, JarIndex index) {
        this.index = index;
        try {
            files = new CellFiles(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));
            for (Path entry : classPath) {
                files.add(entry, index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds to the class path; what was known of packages is looked up anew. */
    void add(Path entry) {
        try {
            files.add(entry, index);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        renew();
    }

    /**
     * Starts with empty tables. Of what the compiler has met it never forgets some: the arguments that it attributed, and
     * with them their whole source; and the imports that listen to a package's names.
     */
    private void renew() {
        pool = new JavacTaskPool(1);
        read = 0;
    }

    /** What a use of the compiler gave, and what it complained of. */
    record Outcome<T>(T value, List<Diagnostic<? extends JavaFileObject>> errors) {}

    /** One use of the compiler. */
    record Use(JavacTaskImpl task, Context context) {}

    /** Compiles a source to classes. */
    Outcome<Map<String, byte[]>> compile(String name, String source, Set<CellClass> visible) {
        Work<Map<String, byte[]>> work = use -> {
            JCCompilationUnit unit =
                    (JCCompilationUnit) use.task().parse().iterator().next();
            use.task().analyze();
            EarlyUses.report(unit, Log.instance(use.context()));
            use.task().generate();
            return files.written();
        };
        return lend(new Source(name, source), visible, work, context -> forgetCells(context, known(visible)));
    }

    /** A task that only parses, apart from the tables of classes. */
    static JavacTask parser(String text) {
        return (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(
                        NOWHERE, null, problem -> {}, List.of("-proc:none"), null, List.of(new Source("Source", text)));
    }

    /** Lends a task on one source that is only parsed. */
    <T> Outcome<T> parse(String source, Work<T> work) {
        return lend(new Source("Cell", source), Set.of(), work, context -> {});
    }

    /** Lends a task on one source. */
    <T> Outcome<T> use(String name, String source, Set<CellClass> visible, Work<T> work) {
        return lend(new Source(name, source), visible, work, context -> forgetCells(context, Set.of()));
    }

    private <T> Outcome<T> lend(Source file, Set<CellClass> visible, Work<T> work, Consumer<Context> after) {
        files.begin(visible);
        DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
        Function<Use, T> checked = use -> {
            try {
                return work.apply(use);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        if (read > MOST_READ) {
            renew();
        }
        read += file.text.length();
        T value = pool.getTask(NOWHERE, files, complaints, OPTIONS, null, List.of(file), task -> {
            // Taken first: generating code clears the task's own reference.
            Context context = ((JavacTaskImpl) task).getContext();
            if (IntersectionTypes.areIn(file.text)) {
                task.addTaskListener(new IntersectionTypes());
            }
            Log log = Log.instance(context);
            try (var _ = CheckedExceptions.ignore(log)) {
                log.useSource(file);
                return checked.apply(new Use((JavacTaskImpl) task, context));
            } finally {
                after.accept(context);
            }
        });
        List<Diagnostic<? extends JavaFileObject>> errors = complaints.getDiagnostics().stream()
                .filter(complaint -> complaint.getKind() == Diagnostic.Kind.ERROR)
                .<Diagnostic<? extends JavaFileObject>>map(complaint -> complaint)
                .toList();
        return new Outcome<>(value, errors);
    }

    /** What is done with a task. */
    interface Work<T> {
        T apply(Use use) throws IOException;
    }

    /** The cells' classes that a use met; none where it did not come to its end, since then others may be there. */
    private Set<String> known(Set<CellClass> visible) {
        Set<String> names = new HashSet<>(files.written().keySet());
        if (!names.isEmpty()) {
            visible.forEach(cell -> names.addAll(cell.classes().keySet()));
        }
        return names;
    }

    /**
     * The next cell sees other classes in the cells' package, so what this use learnt of it must go.
     *
     * @param known all classes of that package that are there; where none is known, they are looked for among all classes
     */
    private static void forgetCells(Context context, Set<String> known) {
        Symtab symbols = Symtab.instance(context);
        if (symbols.java_base == null || symbols.unnamedModule == null) {
            return;
        }
        ModuleSymbol module = symbols.unnamedModule;
        PackageSymbol cells = symbols.getPackage(module, Names.instance(context).fromString(CellClass.PACKAGE));
        if (cells == null) {
            return;
        }
        Names names = Names.instance(context);
        List<Name> gone = known.isEmpty()
                ? classesOf(cells, symbols, names.fromString(CellClass.PACKAGE + ".$"))
                : known.stream().map(names::fromString).toList();
        gone.forEach(name -> symbols.removeClass(module, name));
        cells.members_field = null;
        cells.completer = ClassFinder.instance(context).getCompleter();
    }

    private static List<Name> classesOf(PackageSymbol cells, Symtab symbols, Name prefix) {
        List<Name> found = new ArrayList<>();
        for (ClassSymbol symbol : symbols.getAllClasses()) {
            // By its name first: there are thousands, and few are the cells'.
            if (symbol.flatname.startsWith(prefix) && symbol.packge().equals(cells)) {
                found.add(symbol.flatName());
            }
        }
        return found;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
