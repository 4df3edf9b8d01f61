package vedette.kernel;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of its own between the kernel and a part of a front end, such as a widget. Safe for any thread. What is sent
 * belongs to the cell that opened the comm or, in a handler, to the message that is handled.
 */
public interface Comm {

    /** Names it among all comms. */
    String id();

    /** What it belongs to, by the name that both sides agreed on. */
    String target();

    /** Sends a message; nothing happens when the comm is closed. */
    void send(Message message);

    /** Closes it and says so to the front end; nothing happens when it is closed. */
    void close(Message last);

    /** Handles the messages that come, one after the other, in the place of the handler before. */
    void onMessage(Handler handler);

    /** Handles the close by the front end, in the place of the handler before. */
    void onClose(Handler handler);

    /**
     * What is sent: data that become JSON, metadata beside them and binary attachments.
     *
     * @param buffers are not copied and must not change any more
     */
    record Message(Map<String, Object> data, Map<String, Object> metadata, List<byte[]> buffers) {

        public Message {
            data = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(data, "data is null")));
            metadata = Collections.unmodifiableMap(new LinkedHashMap<>(requireNonNull(metadata, "metadata is null")));
            buffers = List.copyOf(buffers);
        }

        /** Data alone. */
        public static Message of(Map<String, Object> data) {
            return new Message(data, Map.of(), List.of());
        }
    }

    /** What is done with a message. An exception is shown to the user and ends nothing. */
    @FunctionalInterface
    interface Handler {

        /** Handles one message; what it sends on this comm answers that message. */
        void handle(Comm comm, Message message);
    }
}
