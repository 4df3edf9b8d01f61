package vedette.kernel.session;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds what looks like a secret in the text of a cell: values beside names such as {@code password} or
 * {@code clientsecret}, bearer tokens, shared access signatures, passwords in addresses. Rather too much than too little.
 */
final class Secrets {

    private static final String NAMES =
            "(?:password|passwd|pwd|passphrase|secret|token|credential|api[_-]?key|access[_-]?key|account[_-]?key"
                    + "|app[_-]?key|shared[_-]?key|private[_-]?key|connection[_-]?string)";
    private static final String TEXT_BLOCK = "\"\"\"[\\s\\S]*?\"\"\"";
    private static final String QUOTED = "\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'";

    private static final List<Rule> RULES = List.of(
            // var password = "...", client_secret: '...', .where(Secret == "...")
            new Rule(
                    "(?i)(\\b[\\w.-]*" + NAMES + "[\"']?\\s*(?:=[=~]?|:)\\s*)(?:" + TEXT_BLOCK + "|" + QUOTED + ")",
                    "$1\"***\""),
            // clientsecret=... in a connection string
            new Rule("(?i)(\\b[\\w.-]*" + NAMES + "=)[^\\s;,&\"'()]+", "$1***"),
            // --password ... on a command line
            new Rule("(?i)(--[\\w-]*" + NAMES + "[ =])(?:" + QUOTED + "|\\S+)", "$1***"),
            // builder.clientSecret("..."), setPassword("...")
            new Rule(
                    "(?i)((?:\\.|\\b(?:set|with))\\w*" + NAMES + "\\(\\s*)(?:" + TEXT_BLOCK + "|" + QUOTED + ")",
                    "$1\"***\""),
            new Rule("(?i)(\\b(?:bearer|basic)\\s+)[\\w.~+/=-]{12,}", "$1***"),
            new Rule("(?i)([?&;](?:sig|signature|code|sharedaccesssignature)=)[^\\s&;\"']+", "$1***"),
            new Rule("\\beyJ[\\w-]{8,}\\.[\\w-]{8,}(?:\\.[\\w-]*)?", "***"),
            new Rule("(\\w+://[^\\s/@:\"']+:)[^\\s/@\"']+(?=@)", "$1***"),
            new Rule("-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", "***"));

    private Secrets() {}

    private record Rule(Pattern pattern, String replacement) {
        Rule(String pattern, String replacement) {
            this(Pattern.compile(pattern), replacement);
        }
    }

    /** The text with each secret replaced by three asterisks. */
    static String hide(String text) {
        String hidden = text;
        for (Rule rule : RULES) {
            hidden = rule.pattern().matcher(hidden).replaceAll(rule.replacement());
        }
        return hidden;
    }
}
