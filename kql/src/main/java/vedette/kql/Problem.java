package vedette.kql;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something that is wrong, or odd, in a query's text: a value, collected beside the result and never thrown by itself.
 *
 * @param code which rule, one code for one message
 * @param severity whether the query can still run
 * @param span the text that it is about
 * @param message what is wrong, lower case, no full stop
 * @param suggestion what to do about it
 */
public record Problem(ProblemCode code, Severity severity, Span span, String message, Optional<String> suggestion) {

    public Problem {
        requireNonNull(code, "code is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(span, "span is null");
        requireNonNull(message, "message is null");
        requireNonNull(suggestion, "suggestion is null");
    }

    /** A problem by its code; arguments fill first the message, then the suggestion. */
    public static Problem of(ProblemCode code, Span span, Object... arguments) {
        return new Problem(code, code.severity(), span, code.message(arguments), code.suggestion(arguments));
    }

    /** Whether the query can still run. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** Whether the query cannot run. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
