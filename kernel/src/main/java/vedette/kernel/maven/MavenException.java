package vedette.kernel.maven;

/** A library that cannot be had; the message says which, why, and what can be done. */
public final class MavenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MavenException(String message, Throwable cause) {
        super(message, cause);
    }
}
