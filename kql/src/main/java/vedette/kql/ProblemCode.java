package vedette.kql;

import java.util.Optional;

/**
 * Every problem that this module reports, in one table: code, message, suggestion. Numbers say the stage: 0xx text, 1xx
 * syntax, 2xx names, 3xx types, 4xx what only some connections can run.
 */
public enum ProblemCode {
    NO_ESCAPE("KQL001", "'%s' is no escape", "write %s or %s");

    private final String code;
    private final String message;
    private final String suggestion;

    ProblemCode(String code, String message, String suggestion) {
        this.code = code;
        this.message = message;
        this.suggestion = suggestion;
    }

    /** The code as users see it. */
    public String code() {
        return code;
    }

    Optional<String> suggestion() {
        return suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion);
    }

    String message() {
        return message;
    }
}
