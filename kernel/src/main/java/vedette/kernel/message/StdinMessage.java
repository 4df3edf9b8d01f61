package vedette.kernel.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The content of what travels on the stdin channel. */
public sealed interface StdinMessage {

    /** The kernel asks the user for a line. */
    record InputRequest(String prompt, boolean password) implements StdinMessage {}

    /** The user's line. */
    record InputReply(@JsonProperty(required = true) String value) implements StdinMessage {
        public InputReply {
            requireNonNull(value, "value is null");
        }
    }
}
