package vedette.kernel.java;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellFailure;

/** What went wrong in a cell as its user shall see it. */
final class Failures {

    private static final String RED = "\u001b[1;31m";
    private static final String PLAIN = "\u001b[0m";
    private static final Pattern CELL_CLASS = Pattern.compile("cells\\.\\$Cell\\d+(?:\\$(.*))?");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");
    private static final int MOST_FRAMES = 40;

    private Failures() {}

    /** A cell that does not compile: each problem with its line and carets under the text it is about. */
    static CellFailure ofCompilation(CompileException failure, String code) {
        List<CompileProblem> problems = failure.problems();
        List<String> lines = new ArrayList<>();
        for (CompileProblem problem : problems) {
            lines.add(RED + "error: " + PLAIN + UserNames.escape(problem.message()));
            lines.addAll(carets(problem, code));
        }
        String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
        String first = UserNames.escape(firstLine(String.valueOf(failure.getMessage())));
        return new CellFailure("CompileError", first + more, lines, null);
    }

    private static List<String> carets(CompileProblem problem, String code) {
        int end = code.stripTrailing().length();
        int at = problem.start();
        // What is missing at the end of the cell is missed behind its last word.
        while (at > 0 && end > 0 && at >= end && Character.isWhitespace(code.charAt(at - 1))) {
            at--;
        }
        Excerpt excerpt = Excerpt.of(code, at, at + Math.max(1, problem.end() - problem.start()));
        String number = "  " + Lines.lineOf(code, at) + " | ";
        return List.of(number + excerpt.line(), " ".repeat(number.length() - 2) + "| " + excerpt.carets());
    }

    /** A cell that threw. */
    static CellFailure ofThrowable(Throwable thrown) {
        if (thrown instanceof CellFailure failure) {
            return failure;
        }
        List<String> lines = new ArrayList<>();
        describe(thrown, "", lines, Collections.newSetFromMap(new IdentityHashMap<>()));
        return new CellFailure(name(thrown), firstLine(message(thrown)), lines, thrown);
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

    private static void describe(Throwable thrown, String label, List<String> lines, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return;
        }
        String text = message(thrown);
        String headline = label + RED + name(thrown) + PLAIN + (text.isEmpty() ? "" : ": " + text);
        lines.addAll(List.of(headline.split("\n", -1)));
        lines.addAll(frames(thrown));
        for (Throwable suppressed : thrown.getSuppressed()) {
            describe(suppressed, "Suppressed: ", lines, seen);
        }
        Throwable cause = thrown.getCause();
        if (cause != null) {
            describe(cause, "Caused by: ", lines, seen);
        }
    }

    /** The frames down to the cell; what is below is ours. */
    private static List<String> frames(Throwable thrown) {
        List<String> found = new ArrayList<>();
        int repeated = 0;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().equals(CellRuntime.class.getName())) {
                continue;
            }
            if (isOurs(frame.getClassName())) {
                if (found.isEmpty()) {
                    continue;
                }
                break;
            }
            String line = "    at " + frame(frame);
            boolean isSame = !found.isEmpty() && found.getLast().equals(line);
            if (isSame && isEntry(frame)) {
                break;
            }
            if (isSame) {
                repeated++;
                continue;
            }
            addRepeated(found, repeated);
            repeated = 0;
            found.add(line);
            if (isEntry(frame)) {
                break;
            }
        }
        addRepeated(found, repeated);
        return found.size() <= MOST_FRAMES ? found : shortened(found);
    }

    private static boolean isEntry(StackTraceElement frame) {
        return CELL_CLASS.matcher(frame.getClassName()).matches()
                && frame.getMethodName().equals(UnitBuilder.RUN);
    }

    private static boolean isOurs(String owner) {
        boolean isKernel = owner.startsWith("vedette.kernel.")
                && !owner.startsWith(CellRuntime.class.getName())
                && !owner.equals(CellHelpers.class.getName());
        return isKernel || owner.startsWith("vedette.display.");
    }

    private static void addRepeated(List<String> found, int times) {
        if (times > 0) {
            found.add("    ... " + times + " more of the same");
        }
    }

    private static List<String> shortened(List<String> frames) {
        int half = MOST_FRAMES / 2;
        List<String> cut = new ArrayList<>(frames.subList(0, half));
        cut.add("    ... " + (frames.size() - MOST_FRAMES) + " more");
        cut.addAll(frames.subList(frames.size() - half, frames.size()));
        return cut;
    }

    private static String frame(StackTraceElement frame) {
        Matcher cell = CELL_CLASS.matcher(frame.getClassName());
        if (!cell.matches()) {
            return UserNames.escape(frame.toString());
        }
        String place = CellText.place(String.valueOf(frame.getFileName()), frame.getLineNumber());
        Matcher lambda = LAMBDA.matcher(frame.getMethodName());
        String method = lambda.matches() ? lambda.group(1) : frame.getMethodName();
        if (method.equals(UnitBuilder.RUN) || method.equals("<clinit>")) {
            return place;
        }
        String owner = cell.group(1) == null ? "" : cell.group(1).replace('$', '.') + ".";
        return owner + method + " (" + place + ")";
    }

    private static String name(Throwable thrown) {
        String simple = thrown.getClass().getSimpleName();
        return UserNames.escape(
                simple.isEmpty() ? UserNames.clean(thrown.getClass().getName()) : simple);
    }

    private static String message(Throwable thrown) {
        try {
            String text = thrown.getLocalizedMessage();
            return text == null ? "" : UserNames.escape(UserNames.clean(text));
        } catch (RuntimeException e) {
            return "(its message cannot be read: " + e.getClass().getSimpleName() + ")";
        }
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
