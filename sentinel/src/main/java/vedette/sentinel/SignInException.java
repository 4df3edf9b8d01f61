package vedette.sentinel;

import org.jspecify.annotations.Nullable;

/** Nobody is signed in. The message says what was tried, why each way failed and what to do; it holds no secret. */
public final class SignInException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A failure to sign in. */
    public SignInException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
