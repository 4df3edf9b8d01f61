package vedette.kernel.java;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.Cursor;
import vedette.kernel.magic.Spelling;

/** What a name that the compiler does not know could have been meant to be. */
final class Suggestions {

    private static final Pattern UNKNOWN = Pattern.compile("cannot find symbol: (variable|method|class) ([\\w$]+)");
    private static final int MOST_PROBLEMS = 3;
    private static final int MOST_IMPORTS = 4;

    private final Services services;
    private final TypeIndex types;
    private final ClassLoader loader;

    Suggestions(Services services, TypeIndex types, ClassLoader loader) {
        this.services = services;
        this.types = types;
        this.loader = loader;
    }

    /** Whether a problem is about an unknown name. */
    static boolean isUnknownName(CompileProblem problem) {
        return UNKNOWN.matcher(problem.message()).lookingAt();
    }

    /** The problems with suggestions behind the first of them. */
    List<CompileProblem> improve(List<CompileProblem> problems, String code, Session session) {
        List<CompileProblem> improved = new ArrayList<>();
        int helped = 0;
        for (CompileProblem problem : problems) {
            Matcher unknown = UNKNOWN.matcher(problem.message());
            boolean isHelped = unknown.lookingAt() && helped < MOST_PROBLEMS;
            if (!isHelped) {
                improved.add(problem);
                continue;
            }
            helped++;
            String name = unknown.group(2);
            int start = Math.max(
                    problem.start(),
                    code.substring(0, Math.min(problem.end(), code.length())).lastIndexOf(name));
            CompileProblem narrow = new CompileProblem(start, start + name.length(), problem.code(), problem.message());
            improved.add(help(name, start, code, session).map(narrow::withHelp).orElse(narrow));
        }
        return improved;
    }

    private Optional<String> help(String name, int start, String code, Session session) {
        boolean isMember = code.substring(0, start).stripTrailing().endsWith(".");
        if (!isMember && Character.isUpperCase(name.charAt(0))) {
            List<String> found = types.named(name).stream()
                    .distinct()
                    .filter(type -> !isOfLanguage(type) && isPublic(type))
                    .toList();
            if (!found.isEmpty()) {
                return Optional.of(found.stream()
                        .limit(MOST_IMPORTS)
                        .map(type -> "import " + type + ";")
                        .collect(Collectors.joining(" or ", "add ", "")));
            }
        }
        return nearest(name, start, code, session).map(near -> "did you mean " + near + "?");
    }

    private Optional<String> nearest(String name, int start, String code, Session session) {
        Completion completion = services.complete(code, new Cursor(start), session);
        Set<String> known = completion.candidates().stream()
                .filter(candidate -> !candidate.kind().equals("keyword"))
                .map(Candidate::text)
                .map(text -> text.replaceFirst("\\(\\)?$", ""))
                .filter(text -> !text.equals(name) && !text.startsWith("$"))
                .collect(Collectors.toSet());
        return Spelling.nearest(name, known);
    }

    /** Whether a type needs no import; where it is unknown all the same, a variable or class of the user hides it. */
    private static boolean isOfLanguage(String type) {
        return type.startsWith("java.lang.") && type.lastIndexOf('.') == "java.lang".length();
    }

    private boolean isPublic(String type) {
        try {
            return Modifier.isPublic(Class.forName(type, false, loader).getModifiers());
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
