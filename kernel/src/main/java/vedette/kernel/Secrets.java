package vedette.kernel;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what looks like a secret in the text of a cell and in the environment: values beside names such as
 * {@code password} or {@code clientsecret}, bearer tokens, shared access signatures, passwords in addresses. Rather too
 * much than too little.
 */
public final class Secrets {

    /*
     * Each rule reads a text in a time that grows with its length alone, whatever stands in it. What could be skipped
     * before a match is therefore not part of a rule; where it must be, the rule starts where a word does and not within
     * it; and what is repeated is not given back.
     */

    private static final String HIDDEN = "***";

    private static final String NAMES =
            "(?:password|passwd|pwd|pass[_-]?phrase|secret|token|credential|api[_-]?key|access[_-]?key|account[_-]?key"
                    + "|app[_-]?key|shared[_-]?key|private[_-]?key|connection[_-]?string)";

    /** What else names a secret where names are short, and much else in a program. */
    private static final String NAMES_IN_ENVIRONMENT =
            "(?:" + NAMES + "|key|passw|_pass|connection|sas|auth|cookie|private)";

    private static final Pattern IN_ENVIRONMENT = Pattern.compile("(?i)(?!(?:old)?pwd\\z).*?" + NAMES_IN_ENVIRONMENT);

    private static final String TEXT_BLOCK = "\"\"\"(?s:.*?)\"\"\"";
    private static final String QUOTED = quoted("\"") + "|" + quoted("'");

    private static final List<Rule> RULES = List.of(
            // %env GH_TOKEN=...
            new Rule("(?im)^([ \\t]*+%env[ \\t](?>[^=\\r\\n]*?" + NAMES_IN_ENVIRONMENT + ")[^=\\r\\n]*+=)[^\\r\\n]++"),
            // var password = "...", client_secret: '...', .where(Secret == "...")
            new Rule(
                    "(?i)(" + NAMES + "[\"']?\\s*+(?:=[=~]?|:)\\s*+)(?:" + TEXT_BLOCK + "|" + QUOTED + ")",
                    "$1\"***\""),
            // clientsecret=... in a connection string
            new Rule("(?i)(" + NAMES + "=)[^\\s;,&\"'()]++"),
            // --password ... on a command line
            new Rule("(?i)(?<![\\w-])((?=[\\w-]*?--)[\\w-]*" + NAMES + "[ =])(?:" + QUOTED + "|\\S++)"),
            // builder.clientSecret("..."), setPassword("...")
            new Rule(
                    "(?i)((?:\\.|\\b(?:set|with))\\w*" + NAMES + "\\(\\s*+)(?:" + TEXT_BLOCK + "|" + QUOTED + ")",
                    "$1\"***\""),
            new Rule("(?i)(\\b(?:bearer|basic)\\s++)[\\w.~+/=-]{12,}+"),
            new Rule("(?i)([?&;](?:sig|signature|code|sharedaccesssignature)=)[^\\s&;\"']++"),
            new Rule("(?<![\\w-])((?>[\\w-]*?\\b(?=eyJ)))[\\w-]{11,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?"),
            new Rule("((?<=\\w)://[^\\s/@:\"']*+:)[^\\s/@\"']++(?=@)"),
            new Rule("()-----BEGIN [A-Z ]*PRIVATE KEY-----(?s:.*?)(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)"));

    private Secrets() {}

    /** A stretch between quotes on one line. */
    private static String quoted(String quote) {
        String inside = "[^" + quote + "\\\\\\n]*+";
        return quote + inside + "(?:\\\\." + inside + ")*+" + quote;
    }

    private record Rule(Pattern pattern, String replacement) {
        Rule(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }

        /** A rule whose first group stays. */
        Rule(String pattern) {
            this(pattern, "$1" + HIDDEN);
        }
    }

    /** What is looked for. */
    static List<Pattern> patterns() {
        return RULES.stream().map(Rule::pattern).toList();
    }

    /** The text with each secret replaced by three asterisks. */
    public static String hide(String text) {
        String hidden = text;
        for (Rule rule : RULES) {
            hidden = rule.pattern().matcher(hidden).replaceAll(rule.replacement());
        }
        return hidden;
    }

    /** The value of an environment variable as it may be shown: a notebook is saved with its output. */
    public static String hide(String name, String value) {
        return IN_ENVIRONMENT.matcher(name).lookingAt() ? HIDDEN : hide(value);
    }
}
