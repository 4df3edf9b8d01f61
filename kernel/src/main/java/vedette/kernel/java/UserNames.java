package vedette.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns our generated names in messages back into the names that users wrote. */
final class UserNames {

    private static final Pattern QUALIFIER =
            Pattern.compile("\\b(?:class )?cells\\.\\$Cell\\d+[.$]|\\$Cell\\d+[.$](?=\\p{javaJavaIdentifierStart})");
    private static final Pattern UNNAMED = Pattern.compile("\\$Cell\\d+\\$\\d+(?![\\w$])");
    private static final Pattern LOCAL = Pattern.compile("\\$Cell\\d+\\$\\d+(?=\\p{javaJavaIdentifierStart})");
    private static final Pattern CELL =
            Pattern.compile("\\b(?:class )?(?:cells\\.)?\\$Cell(\\d+)\\b|(?<![\\w$])\\$Cell(\\d+)\\b");
    private static final Pattern LAMBDA = Pattern.compile("\\$Cell\\d+\\$\\$Lambda(?:/0x[0-9a-f]+)?");

    private static final Pattern JDK_PACKAGE = Pattern.compile("\\bjava\\.(?:[a-z]++\\.)++(?=[A-Z])");

    private static final Pattern OUR_PACKAGE = Pattern.compile(
            "@org\\.jspecify\\.annotations\\.\\w+ |\\bvedette\\.(?:[a-z]+\\.)+(?:CellHelpers\\.)?(?=\\w)");

    /** What stands before the name of a class inside a method, and is all that one without a name has. */
    private static final Pattern LOCAL_NUMBER = Pattern.compile("^(?:\\d+|anonymous_.*)");

    private static final Pattern SAME_NAMES = Pattern.compile("(?m): (\\S+) cannot be converted to \\1$");
    private static final Pattern SAME_CAST = Pattern.compile("^class (\\S+) cannot be cast to class \\1$");
    private static final String MADE_BEFORE =
            "\n  (it was made before its type was declared anew: run the cell that makes it again)";

    /** What the JVM tells of where classes come from. */
    private static final Pattern LOADERS = Pattern.compile(" \\([^()]* of loader 'cell' @[^()]*\\)$");

    private static final String NO_TYPE = "this expression has no type of its own; assign it to a variable with one";

    private UserNames() {}

    /** The message in the user's names. */
    static String clean(String message) {
        Matcher lambda = LAMBDA.matcher(message.replace(CellClass.PACKAGE + ".$Cell", "$Cell"));
        String text = lambda.replaceAll("lambda");
        text = UNNAMED.matcher(text).replaceAll("(anonymous)");
        text = LOCAL.matcher(text).replaceAll("");
        text = LOADERS.matcher(text).replaceAll("");
        text = QUALIFIER.matcher(text).replaceAll("");
        return CELL.matcher(text).replaceAll("the cell");
    }

    /** The JVM's message for a cast in the user's names. */
    static String cleanCast(String message) {
        String text = clean(message);
        return SAME_CAST.matcher(text).find() ? text + MADE_BEFORE : text;
    }

    /** The name of a type. */
    static String of(Class<?> type) {
        if (type.isAnonymousClass()) {
            return "anonymous " + of(type.getInterfaces().length > 0 ? type.getInterfaces()[0] : type.getSuperclass());
        }
        return clean(type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName());
    }

    /**
     * A method of a type inside a cell.
     *
     * @param nested the type's binary name behind the cell's
     */
    static String member(String nested, String method) {
        List<String> types = new ArrayList<>(List.of(nested.split("\\$", -1)));
        types.replaceAll(type -> LOCAL_NUMBER.matcher(type).replaceFirst(""));
        String last = types.removeLast();
        types.removeIf(String::isEmpty);
        String outer = String.join(".", types);
        if (last.isEmpty()) {
            return method + " in an anonymous class" + (outer.isEmpty() ? "" : " of " + outer);
        }
        return (outer.isEmpty() ? "" : outer + ".") + last + "." + method;
    }

    /** A compiler's message without the lines that speak only of our class. */
    static String cleanCompilerMessage(String message) {
        if (message.contains("$value(")) {
            return NO_TYPE;
        }
        if (message.contains("Object is not a functional interface")) {
            return NO_TYPE;
        }
        StringBuilder kept = new StringBuilder();
        for (String line : message.split("\n", -1)) {
            String text = line.strip();
            boolean isOurs = text.startsWith("location:") && text.contains("$Cell") && !text.contains(" of type ");
            if (!isOurs && !text.isEmpty()) {
                kept.append(kept.isEmpty() ? "" : "\n").append(line);
            }
        }
        String text = clean(JDK_PACKAGE
                .matcher(OUR_PACKAGE.matcher(kept).replaceAll(""))
                .replaceAll("")
                .replaceAll(" in class (?:cells\\.)?\\$Cell\\d+\\b", "")
                .replaceAll("\n\\s+symbol:\\s+", ": "));
        return SAME_NAMES.matcher(text).find() ? text + MADE_BEFORE : text;
    }

    /** Text of a program with its control characters made visible, so that it cannot steer a terminal. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLayout = c == '\n' || c == '\t';
            if (Character.isISOControl(c) && !isLayout) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
