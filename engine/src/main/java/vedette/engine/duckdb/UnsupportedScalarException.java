package vedette.engine.duckdb;

/** A function, operator or aggregate of KQL that the local engine does not have. */
public final class UnsupportedScalarException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String function;

    /** For a function by its KQL name; {@code reason} ends a sentence that began with the name. */
    public UnsupportedScalarException(String function, String reason) {
        super(function + " " + reason);
        this.function = function;
    }

    /** The KQL name. */
    public String function() {
        return function;
    }
}
