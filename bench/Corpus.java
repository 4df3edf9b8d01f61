import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;
import vedette.display.MimeBundle;
import vedette.kernel.Cancellation;
import vedette.kernel.CellContext;
import vedette.kernel.CellFailure;
import vedette.kernel.java.JavaLanguage;

/**
 * Runs the snippets of JShell's own tests in JShell and in cells, a session for each test method, and lists what comes out
 * otherwise, by kind. See README.md.
 */
public final class Corpus {

    private static final String CALL = "assert(Eval|Declare)\\w*";

    private enum Kind {
        SAME,
        OTHER_TEXT,
        OTHER_EXCEPTION,
        ONLY_JSHELL_ACCEPTS,
        ONLY_CELLS_ACCEPT,
        JSHELL_WAITS_CELLS_REFUSE
    }

    /** What a snippet gave: a value's text where there is one, or what it failed of. */
    private record Outcome(String state, String text) {}

    public static void main(String... folders) throws IOException {
        Map<Kind, List<String>> found = new TreeMap<>();
        PrintStream out = System.out;
        try (JavaLanguage language = JavaLanguage.builder().build()) {
            for (Map.Entry<String, List<String>> session : sessions(Path.of(folders[0])).entrySet()) {
                language.evaluate("%reset", context());
                compare(language, session.getKey(), session.getValue(), found);
            }
        }
        found.forEach((kind, cases) -> out.println(kind + " " + cases.size()));
        found.forEach((kind, cases) -> {
            if (kind != Kind.SAME) {
                out.println("\n== " + kind);
                cases.forEach(out::println);
            }
        });
        System.exit(0);
    }

    /** The snippets of each test method, where they stand as constants. */
    private static Map<String, List<String>> sessions(Path folder) throws IOException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.toString().endsWith("Test.java")).sorted().toList();
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var manager = compiler.getStandardFileManager(null, null, null);
        for (Path file : files) {
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjects(file));
            for (Tree unit : task.parse()) {
                unit.accept(new TreeScanner<Void, String>() {
                    @Override
                    public Void visitMethod(MethodTree method, String unused) {
                        return super.visitMethod(method, file.getFileName() + " " + method.getName());
                    }

                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree call, String method) {
                        String name = call.getMethodSelect().toString();
                        if (method != null && name.matches(CALL) && !call.getArguments().isEmpty()) {
                            constant(call.getArguments().getFirst())
                                    .filter(code -> !code.contains("exit(")) // which ends JShell's JVM
                                    .ifPresent(code -> found.computeIfAbsent(method, _ -> new ArrayList<>()).add(code));
                        }
                        return super.visitMethodInvocation(call, method);
                    }
                }, null);
            }
        }
        return found;
    }

    private static Optional<String> constant(ExpressionTree tree) {
        return switch (tree) {
            case LiteralTree literal when literal.getValue() instanceof String text -> Optional.of(text);
            case ParenthesizedTree inner -> constant(inner.getExpression());
            case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
                constant(sum.getLeftOperand()).flatMap(left -> constant(sum.getRightOperand()).map(left::concat));
            default -> Optional.empty();
        };
    }

    private static void compare(JavaLanguage language, String name, List<String> snippets, Map<Kind, List<String>> found) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        try (JShell shell = JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of())
                .out(nowhere).err(nowhere).build()) {
            shell.eval("import java.util.*;");
            shell.eval("import java.io.*;");
            for (String code : snippets) {
                List<SnippetEvent> events = shell.eval(code);
                SnippetEvent last = events.stream().filter(event -> event.causeSnippet() == null).reduce((_, b) -> b).orElse(null);
                if (last == null) {
                    continue;
                }
                Outcome theirs = outcome(last);
                boolean isExpression = last.snippet().kind() == Snippet.Kind.EXPRESSION
                        || last.snippet().subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
                Outcome ours = outcome(language, isExpression ? code.replaceFirst("(\\s*;)+\\s*$", "") : code);
                Kind kind = kind(theirs, ours, isExpression);
                found.computeIfAbsent(kind, _ -> new ArrayList<>()).add("%s: %s\n    jshell %s\n    cell   %s".formatted(
                        name, code.replace("\n", "\\n"), theirs, ours));
            }
        }
    }

    private static Kind kind(Outcome theirs, Outcome ours, boolean isExpression) {
        boolean isRefused = ours.state().equals("refused");
        return switch (theirs.state()) {
            case "refused" -> isRefused ? Kind.SAME : Kind.ONLY_CELLS_ACCEPT;
            case "waits" -> isRefused ? Kind.JSHELL_WAITS_CELLS_REFUSE : Kind.SAME;
            default -> {
                if (isRefused) {
                    yield Kind.ONLY_JSHELL_ACCEPTS;
                }
                if (!theirs.state().equals(ours.state())) {
                    yield Kind.OTHER_EXCEPTION;
                }
                yield !isExpression || theirs.text().equals(ours.text()) ? Kind.SAME : Kind.OTHER_TEXT;
            }
        };
    }

    private static Outcome outcome(SnippetEvent event) {
        if (event.exception() instanceof EvalException thrown) {
            String name = thrown.getExceptionClassName();
            return new Outcome(name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1), "");
        }
        if (event.exception() != null) {
            return new Outcome("IllegalStateException", "");
        }
        return switch (event.status()) {
            case VALID -> new Outcome("ok", text(String.valueOf(event.value())));
            case REJECTED, NONEXISTENT -> new Outcome("refused", "");
            default -> new Outcome("waits", "");
        };
    }

    /** JShell quotes strings and characters, and shows null. */
    private static String text(String value) {
        return value.equals("null") ? "" : value.matches("(?s)\".*\"|'.*'") ? value.substring(1, value.length() - 1) : value;
    }

    private static Outcome outcome(JavaLanguage language, String code) {
        try {
            return new Outcome("ok", language.evaluate(code, context()).flatMap(MimeBundle::text).orElse(""));
        } catch (CellFailure failure) {
            return failure.name().equals("CompileError")
                    ? new Outcome("refused", failure.value())
                    : new Outcome(failure.name(), failure.value());
        }
    }

    /** A front end that shows nothing and never interrupts. */
    private static CellContext context() {
        Cancellation never = (Cancellation) Proxy.newProxyInstance(
                Corpus.class.getClassLoader(), new Class<?>[] {Cancellation.class}, (_, method, _) -> switch (method.getName()) {
                    case "isRequested" -> false;
                    case "onRequest" -> (Cancellation.Registration) () -> {};
                    default -> null;
                });
        return (CellContext) Proxy.newProxyInstance(
                Corpus.class.getClassLoader(), new Class<?>[] {CellContext.class}, (_, method, _) -> switch (method.getName()) {
                    case "executionCount" -> 1;
                    case "isSilent" -> false;
                    case "cancellation" -> never;
                    default -> null;
                });
    }
}
