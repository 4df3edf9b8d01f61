package vedette.kernel.java;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    private static final Pattern UNKNOWN = Pattern.compile(
            "cannot find symbol: (?<kind>variable|method|class) (?<name>[\\w$]+)|package (?<first>[\\w$]+) does not exist");

    /** What is called otherwise in other languages, or stands in a class that needs its name before it. */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("True", "true"),
            Map.entry("False", "false"),
            Map.entry("Null", "null"),
            Map.entry("None", "null"),
            Map.entry("nil", "null"),
            Map.entry("undefined", "null"),
            Map.entry("bool", "boolean"),
            Map.entry("let", "var"),
            Map.entry("val", "var"),
            Map.entry("const", "final"),
            Map.entry("print", "IO.print"),
            Map.entry("println", "IO.println"),
            Map.entry("readln", "IO.readln"));

    private static final int MOST_PROBLEMS = 3;
    private static final int MOST_IMPORTS = 4;

    private final Services services;
    private final Optional<TypeIndex> types;
    private final ClassLoader loader;

    /**
     * Suggestions from what is known.
     *
     * @param types where types can be imported from, where that is known yet
     */
    Suggestions(Services services, Optional<TypeIndex> types, ClassLoader loader) {
        this.services = services;
        this.types = types;
        this.loader = loader;
    }

    /** Whether a problem is about an unknown name. */
    static boolean isUnknownName(CompileProblem problem) {
        return UNKNOWN.matcher(problem.message()).lookingAt();
    }

    /** Whether what is unknown could be a type that was not imported. */
    static boolean couldBeImported(CompileProblem problem) {
        Matcher unknown = UNKNOWN.matcher(problem.message());
        return unknown.lookingAt() && Character.isUpperCase(nameIn(unknown).charAt(0));
    }

    private static String nameIn(Matcher unknown) {
        String first = unknown.group("first");
        return first == null ? unknown.group("name") : first;
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
            String name = nameIn(unknown);
            int start = Math.max(
                    problem.start(),
                    code.substring(0, Math.min(problem.end(), code.length())).lastIndexOf(name));
            CompileProblem narrow = new CompileProblem(start, start + name.length(), problem.code(), problem.message());
            String kind = Optional.ofNullable(unknown.group("kind")).orElse("class");
            improved.add(help(new Unknown(kind, name, start), code, session)
                    .map(narrow::withHelp)
                    .orElse(narrow));
        }
        return improved;
    }

    /**
     * A name that the compiler does not know.
     *
     * @param kind what it takes it for: a variable, method or class
     */
    private record Unknown(String kind, String name, int start) {
        boolean isMember(String code) {
            return code.substring(0, start).stripTrailing().endsWith(".");
        }

        boolean isUpperCase() {
            return Character.isUpperCase(name.charAt(0));
        }
    }

    private Optional<String> help(Unknown unknown, String code, Session session) {
        if (!unknown.isMember(code) && unknown.isUpperCase()) {
            List<String> found = types.map(index -> index.named(unknown.name())).orElse(List.of()).stream()
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
        return nearest(unknown, code, session).map(near -> "did you mean " + near + "?");
    }

    private Optional<String> nearest(Unknown unknown, String code, Session session) {
        String name = unknown.name();
        boolean isMember = unknown.isMember(code);
        if (!isMember && ELSEWHERE.containsKey(name)) {
            return Optional.of(ELSEWHERE.get(name));
        }
        Completion completion = services.complete(code, new Cursor(unknown.start()), session);
        boolean canBeType = isMember || unknown.kind().equals("class") || unknown.isUpperCase();
        Set<String> known = completion.candidates().stream()
                .filter(candidate -> !candidate.kind().equals("keyword"))
                // What is written small is seldom meant as one of a thousand types.
                .filter(candidate -> canBeType || !candidate.kind().equals("class"))
                .map(Candidate::text)
                .map(text -> text.replaceFirst("\\(\\)?$", ""))
                .filter(text -> !text.equals(name) && !text.startsWith("$"))
                .collect(Collectors.toSet());
        Optional<String> near = Spelling.nearest(name, known);
        return near.isEmpty() && !isMember && unknown.kind().equals("method")
                ? Spelling.nearest(name, ELSEWHERE.keySet()).map(ELSEWHERE::get)
                : near;
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
