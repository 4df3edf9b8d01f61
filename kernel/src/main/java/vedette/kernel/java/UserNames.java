package vedette.kernel.java;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns our generated names in messages back into the names that users wrote. */
final class UserNames {

    private static final Pattern QUALIFIER =
            Pattern.compile("\\b(?:class )?cells\\.\\$Cell\\d+[.$]|\\$Cell\\d+[.$](?=\\p{javaJavaIdentifierStart})");
    private static final Pattern UNNAMED = Pattern.compile("\\$Cell\\d+(?=\\$\\d)");
    private static final Pattern CELL =
            Pattern.compile("\\b(?:class )?(?:cells\\.)?\\$Cell(\\d+)\\b|(?<![\\w$])\\$Cell(\\d+)\\b");
    private static final Pattern LAMBDA = Pattern.compile("\\$Cell\\d+\\$\\$Lambda(?:/0x[0-9a-f]+)?");

    private static final Pattern JDK_PACKAGE = Pattern.compile("\\bjava\\.(?:[a-z]++\\.)++(?=[A-Z])");

    private static final Pattern SAME_NAMES = Pattern.compile("(?m): (\\S+) cannot be converted to \\1$");
    private static final String NO_TYPE = "this expression has no type of its own; assign it to a variable with one";

    private UserNames() {}

    /** The message in the user's names. */
    static String clean(String message) {
        Matcher lambda = LAMBDA.matcher(message.replace(CellClass.PACKAGE + ".$Cell", "$Cell"));
        String text = lambda.replaceAll("lambda");
        text = UNNAMED.matcher(text).replaceAll("");
        text = QUALIFIER.matcher(text).replaceAll("");
        return CELL.matcher(text).replaceAll("the cell");
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
                .matcher(kept.toString())
                .replaceAll("")
                .replaceAll(" in class (?:cells\\.)?\\$Cell\\d+\\b", "")
                .replaceAll("\n\\s+symbol:\\s+", ": "));
        return SAME_NAMES.matcher(text).find()
                ? text + "\n  (it was made before its type was declared anew: run the cell that makes it again)"
                : text;
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
