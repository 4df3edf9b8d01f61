package vedette.kernel.message;

import org.jspecify.annotations.Nullable;

/** What came is no message, or not the one that its header promises. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong with it. */
    public MalformedMessageException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
