package vedette.kql.completion;

import java.util.regex.Pattern;
import vedette.kql.Literal;

/** How a name is written: bare, or in {@code ['...']} where it holds what names cannot. */
final class QuotedName {

    private static final Pattern BARE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private QuotedName() {}

    static String of(String name) {
        return BARE.matcher(name).matches() ? name : "[" + Literal.print(name) + "]";
    }
}
