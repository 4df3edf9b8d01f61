package vedette.kernel.java;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to say where the compiler meets a magic that stands where none can. */
final class MagicHints {

    private static final Pattern AT_LINE_START = Pattern.compile("[ \\t]*+(?:%%?(\\w++)|![a-z])");
    private static final Pattern IN_ASSIGNMENT =
            Pattern.compile("[ \\t]*+[\\w$.<>\\[\\], ?]+[ \\t]([\\w$]++)[ \\t]*+=[ \\t]*+(?:%\\w|![a-z])");

    private MagicHints() {}

    /** The problems, with help behind the first that a magic causes and without those that follow from it. */
    static List<CompileProblem> improve(List<CompileProblem> problems, String code, Predicate<String> isMagic) {
        List<CompileProblem> improved = new ArrayList<>();
        Set<Integer> helpedLines = new HashSet<>();
        for (CompileProblem problem : problems) {
            int start = code.lastIndexOf('\n', Math.min(problem.start(), code.length()) - 1) + 1;
            Optional<String> help = help(problem, code, start, isMagic);
            if (help.isEmpty() || helpedLines.add(start)) {
                improved.add(help.map(problem::withHelp).orElse(problem));
            }
        }
        return improved;
    }

    private static Optional<String> help(CompileProblem problem, String code, int start, Predicate<String> isMagic) {
        Matcher magic = AT_LINE_START.matcher(code).region(start, code.length());
        if (magic.lookingAt() && (magic.group(1) == null || isMagic.test(magic.group(1)))) {
            return Optional.of("a magic or command can stand only at the start of a statement of the cell itself,"
                    + " not in braces or in %timeit");
        }
        Matcher assignment = IN_ASSIGNMENT.matcher(code).region(start, code.length());
        return assignment.lookingAt() && problem.start() >= assignment.end(1)
                ? Optional.of("only var takes what a magic or command gives: var " + assignment.group(1) + " = ...")
                : Optional.empty();
    }
}
