package vedette.kernel.java;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vedette.display.Escape;
import vedette.kernel.CellFailure;

/** What went wrong in a cell as its user shall see it. */
final class Failures {

    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";
    private static final int MOST_THROWABLES = 30;
    private static final int MOST_CHARACTERS = 200_000;

    private Failures() {}

    /** Text that does not compile: each problem with its line and carets under what it is about. */
    static CellFailure ofCompilation(CompileException failure, String code, String origin) {
        List<CompileProblem> problems = failure.problems();
        List<String> lines = new ArrayList<>();
        for (CompileProblem problem : problems) {
            lines.add(RED + "error: " + PLAIN + UserNames.escape(problem.message()));
            lines.addAll(carets(problem, code, origin));
        }
        String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
        String first = UserNames.escape(firstLine(String.valueOf(failure.getMessage())));
        return new CellFailure("CompileError", first + more, lines, null);
    }

    private static List<String> carets(CompileProblem problem, String code, String origin) {
        int end = code.stripTrailing().length();
        int at = problem.start();
        // What is missing at the end of the cell is missed behind its last word.
        while (at > 0 && end > 0 && at >= end && Character.isWhitespace(code.charAt(at - 1))) {
            at--;
        }
        Excerpt excerpt = Excerpt.of(code, at, at + Math.max(1, problem.end() - problem.start()));
        String file = CellText.isOfCell(origin) ? "" : UserNames.escape(origin) + " line ";
        String number = "  " + file + Lines.lineOf(code, at) + " | ";
        return List.of(number + excerpt.line(), " ".repeat(number.length() - 2) + "| " + excerpt.carets());
    }

    /** A cell that threw. Asks what was thrown for all that it says, which may be code of the cell. */
    static CellFailure ofThrowable(Throwable thrown) {
        if (thrown instanceof CellFailure failure) {
            return failure;
        }
        Description description = new Description();
        // Asked once: it is code that may take long, or say something else the next time.
        String message = message(thrown);
        description.add(thrown, "", message);
        return new CellFailure(name(thrown), firstLine(message), description.lines, thrown);
    }

    /** A cell that threw what cannot be asked for more than its name. */
    static CellFailure undescribed(Throwable thrown) {
        String text = "what it says of itself could not be read";
        return new CellFailure(name(thrown), text, List.of(RED + name(thrown) + PLAIN + ": " + text), null);
    }

    /** What was thrown, its trace and causes, without colours. */
    static List<String> trace(Throwable thrown) {
        return ofThrowable(thrown).traceback().stream()
                .map(line -> line.replace(RED, "").replace(PLAIN, ""))
                .toList();
    }

    /** A cell that the user stopped. */
    static CellFailure ofInterrupt(String how, @Nullable Throwable cause) {
        String line = RED + CellFailure.INTERRUPT + ": " + PLAIN + how;
        return new CellFailure(CellFailure.INTERRUPT, how, List.of(line), cause);
    }

    /** The cause of what was thrown; none where asking for it fails. */
    static Optional<Throwable> causeOf(Throwable thrown) {
        try {
            return Optional.ofNullable(thrown.getCause());
        } catch (Throwable e) {
            return Optional.empty();
        }
    }

    /** What is told of what was thrown. */
    private static final class Description {
        private final List<String> lines = new ArrayList<>();
        private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        void add(Throwable thrown, String label, String message) {
            seen.add(thrown);
            String headline = label + RED + name(thrown) + PLAIN + (message.isEmpty() ? "" : ": " + message);
            lines.addAll(List.of(headline.split("\n", -1)));
            lines.addAll(Frames.of(stackTrace(thrown)));
            for (Throwable suppressed : thrown.getSuppressed()) {
                addFurther(suppressed, "Suppressed: ");
            }
            causeOf(thrown).ifPresent(cause -> addFurther(cause, "Caused by: "));
        }

        private void addFurther(Throwable thrown, String label) {
            if (seen.contains(thrown) || seen.size() > MOST_THROWABLES) {
                return;
            }
            if (seen.size() == MOST_THROWABLES) {
                seen.add(thrown);
                lines.add("... and more causes, which are not shown");
                return;
            }
            add(thrown, label, message(thrown));
        }
    }

    private static List<StackTraceElement> stackTrace(Throwable thrown) {
        try {
            return Stream.of(thrown.getStackTrace()).filter(Objects::nonNull).toList();
        } catch (Throwable e) {
            return List.of();
        }
    }

    private static String name(Throwable thrown) {
        Class<?> type = thrown.getClass();
        try {
            return UserNames.escape(UserNames.of(type));
        } catch (LinkageError | InternalError e) {
            // Compilers of other languages write names that Java cannot take apart.
            return UserNames.escape(type.getName());
        }
    }

    private static String message(Throwable thrown) {
        try {
            String text = thrown.getLocalizedMessage();
            return text == null ? "" : UserNames.escape(inUserNames(Escape.shortened(text, MOST_CHARACTERS), thrown));
        } catch (CellStopped e) {
            return "(its message was not read: that was interrupted)";
        } catch (Throwable e) {
            return "(its message cannot be read: " + name(e) + ")";
        }
    }

    /** A message of the JVM or a library names our classes; what a user wrote is left as it is. */
    private static String inUserNames(String text, Throwable thrown) {
        List<StackTraceElement> trace = stackTrace(thrown);
        if (thrown instanceof ClassCastException) {
            return UserNames.cleanCast(text);
        }
        if (trace.isEmpty() || !Frames.isOfCell(trace.getFirst()) || isMadeByJvm(thrown)) {
            return UserNames.clean(text);
        }
        // What has a cause and no text of its own says the cause's.
        String cause = causeOf(thrown).map(inner -> inner.getClass().getName()).orElse("");
        return !cause.isEmpty() && text.startsWith(cause)
                ? UserNames.clean(cause) + text.substring(cause.length())
                : text;
    }

    private static boolean isMadeByJvm(Throwable thrown) {
        return thrown instanceof NullPointerException
                || thrown instanceof ArrayStoreException
                || thrown instanceof MatchException
                || thrown instanceof LinkageError;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
