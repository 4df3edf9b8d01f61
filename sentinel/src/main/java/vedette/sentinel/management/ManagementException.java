package vedette.sentinel.management;

import java.util.Optional;

/** Azure's management did not do what was asked. The message says what, why and what to do; it holds no secret. */
public final class ManagementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String requestId;

    ManagementException(String message, int status, String code, String requestId) {
        super(requestId.isEmpty() ? message : message + " (request id " + requestId + ")");
        this.status = status;
        this.code = code;
        this.requestId = requestId;
    }

    /** A failure on our side of the wire, before or after a request. */
    ManagementException(String message) {
        this(message, 0, "", "");
    }

    /** The HTTP status; empty when there was no answer. */
    public Optional<Integer> status() {
        return status == 0 ? Optional.empty() : Optional.of(status);
    }

    /** The service's name for what is wrong, for example {@code AuthorizationFailed}; empty where it gave none. */
    public String code() {
        return code;
    }

    /** By what Microsoft's support finds the request; empty when none was sent. */
    public String requestId() {
        return requestId;
    }

    /** Whether somebody else changed the thing meanwhile, so that reading it again and repeating may help. */
    public boolean isConflict() {
        return status == 409 || status == 412;
    }

    /** Whether what was asked for does not exist. */
    public boolean isNotFound() {
        return status == 404;
    }
}
