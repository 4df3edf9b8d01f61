package vedette.kql;

import java.util.Arrays;
import java.util.Optional;
import vedette.kql.Problem.Severity;

/**
 * Every problem that this module reports, in one table: code, message, suggestion. Numbers say the stage: 0xx text, 1xx
 * syntax, 2xx names, 3xx types, 4xx what only some connections can run, 5xx what a service found, in its own words.
 */
public enum ProblemCode {
    UNKNOWN_CHARACTER("KQL001", "'%s' begins nothing in KQL", ""),
    UNTERMINATED_STRING("KQL002", "this string does not end on its line", "close it with the quote that opens it"),
    NO_ESCAPE("KQL003", "'%s' is no escape", "write %s or %s"),
    MALFORMED_LITERAL("KQL004", "'%s' is no %s", "%s"),

    EXPECTED("KQL101", "expected %s", ""),
    EXPECTED_AFTER("KQL102", "expected %s after '%s'", ""),
    UNKNOWN_OPERATOR("KQL103", "unknown operator '%s'", "%s"),
    NOT_UNDERSTOOD("KQL104", "'%s' does not belong here", ""),
    ASSIGNMENT("KQL108", "'=' names a column and does not compare", "compare with =="),
    SECOND_QUERY("KQL105", "a second query starts here", "put ; between queries"),
    TOO_DEEP("KQL106", "this is nested more deeply than %s levels", "name parts of it with let"),
    NO_QUERY("KQL107", "there is no query", "write a table's name, for example SecurityEvent | take 10"),

    UNKNOWN_NAME("KQL201", "unknown column or value '%s'", "%s"),
    UNKNOWN_TABLE("KQL202", "unknown table '%s'", "%s"),
    UNKNOWN_FUNCTION("KQL203", "unknown function '%s'", "%s"),
    DUPLICATE_NAME("KQL204", "'%s' is defined twice", "%s"),
    UNKNOWN_PARAMETER("KQL205", "'%s' has no parameter '%s'", "%s"),
    PARAMETER_VALUE("KQL206", "'%s' is no value of %s", "%s"),
    NO_SUCH_VARIABLE("KQL207", "there is no variable '%s'", "%s"),

    NOT_BOOL("KQL301", "%s needs bool, found %s", "compare it, for example with == 0"),
    WRONG_TYPE("KQL302", "%s needs %s, found %s", "%s"),
    NOT_COMPARABLE("KQL303", "'%s' cannot be applied to %s and %s", "%s"),
    ARGUMENT_COUNT("KQL304", "%s takes %s, found %s", ""),
    NOT_SCALAR("KQL305", "a table cannot stand where one value is needed", "take one value of it with toscalar()"),
    NOT_TABULAR("KQL306", "a value cannot stand where a table is needed", ""),
    AGGREGATE_OUTSIDE("KQL307", "%s is an aggregate and stands only in summarize", ""),
    NOT_AGGREGATE("KQL308", "summarize needs an aggregate here", "use for example take_any(), or move it behind by"),
    NOT_SERIALIZED("KQL309", "%s needs rows in an order", "put sort or serialize before"),
    NOT_CONSTANT("KQL310", "%s must be a constant", ""),
    NOT_ORDERABLE("KQL311", "%s cannot be %s", "convert it, for example with tostring()"),

    NOT_LOCAL("KQL401", "%s is not supported locally", "%s"),

    SERVICE("KQL501", "%s", "%s");

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

    Severity severity() {
        return Severity.ERROR;
    }

    String message(Object... arguments) {
        return message.formatted(arguments);
    }

    /** The suggestion, whose arguments are those that the message leaves; none where it comes out empty. */
    Optional<String> suggestion(Object... arguments) {
        int used = message.split("%s", -1).length - 1;
        Object[] rest = Arrays.copyOfRange(arguments, Math.min(used, arguments.length), arguments.length);
        String text = rest.length == 0 && suggestion.contains("%s") ? "" : suggestion.formatted(rest);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
