package vedette.kernel.message;

import static java.util.Objects.requireNonNull;

/** The content of what travels on the stdin channel. */
public sealed interface StdinMessage {

    /** The kernel asks the user for a line. */
    record InputRequest(String prompt, boolean password) implements StdinMessage, Content {
        @Override
        public Fields fields() {
            return Fields.of("prompt", prompt).and("password", password);
        }
    }

    /** The user's line. */
    record InputReply(String value) implements StdinMessage {
        public InputReply {
            requireNonNull(value, "value is null");
        }

        /** The message of these fields. */
        public static InputReply read(FieldReader fields) throws MalformedMessageException {
            return new InputReply(fields.requiredText("value"));
        }
    }
}
