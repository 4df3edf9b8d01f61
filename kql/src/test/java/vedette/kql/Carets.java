package vedette.kql;

import java.util.List;
import java.util.stream.Collectors;

/** Writes problems as comments under the text that they are about, so that the annotated text is KQL itself. */
final class Carets {

    private static final int COMMENT_COLUMNS = 2;

    private Carets() {}

    /** The text without annotations. */
    static String without(String annotated) {
        return annotated
                .lines()
                .filter(line -> !line.matches("//(?:\\d+:)? *\\^+ KQL.*"))
                .collect(Collectors.joining("\n"));
    }

    static String annotated(String text, List<Problem> problems) {
        StringBuilder annotated = new StringBuilder();
        int start = 0;
        for (String line : text.split("\n", -1)) {
            annotated.append(annotated.isEmpty() ? "" : "\n").append(line);
            int from = start;
            int to = start + line.length();
            problems.stream()
                    .filter(problem ->
                            problem.span().start() >= from && problem.span().start() <= to)
                    .forEach(problem -> annotated.append('\n').append(comment(problem, from)));
            start = to + 1;
        }
        return annotated.toString();
    }

    private static String comment(Problem problem, int lineStart) {
        int column = problem.span().start() - lineStart;
        // No caret fits under the comment's own slashes.
        String place = column < COMMENT_COLUMNS ? column + ": " : " ".repeat(column - COMMENT_COLUMNS);
        String suggestion = problem.suggestion().map(text -> "; " + text).orElse("");
        return "//" + place + "^".repeat(Math.max(1, problem.span().length())) + " "
                + problem.code().code() + " " + problem.message() + suggestion;
    }
}
