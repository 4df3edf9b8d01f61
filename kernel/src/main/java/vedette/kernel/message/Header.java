package vedette.kernel.message;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message's header. What a client leaves out is empty; without a type nobody could tell what it wants, so decoding
 * demands that alone.
 *
 * @param messageId unique for each message
 * @param session of the sender's process
 * @param username the sender's
 * @param date when it was made, ISO 8601 in UTC
 * @param type what the content is
 * @param version of the protocol that the sender speaks
 * @param subshellId the subshell that the client addresses, or null for the main shell
 */
public record Header(
        @JsonProperty("msg_id") String messageId,
        @JsonProperty("session") String session,
        @JsonProperty("username") String username,
        @JsonProperty("date") String date,
        @JsonProperty(value = "msg_type", required = true) String type,
        @JsonProperty("version") String version,

        @JsonProperty("subshell_id") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String subshellId) {

    /** The version of the messaging protocol that this kernel speaks. */
    public static final String PROTOCOL_VERSION = "5.5";

    public Header {
        if (type == null || type.isEmpty()) {
            throw new IllegalArgumentException("msg_type is missing");
        }
        messageId = requireNonNullElse(messageId, "");
        session = requireNonNullElse(session, "");
        username = requireNonNullElse(username, "");
        date = requireNonNullElse(date, "");
        version = requireNonNullElse(version, "");
    }

    /** The header of a new message of this kernel. */
    public static Header of(String type, String session, Instant now) {
        return new Header(
                UUID.randomUUID().toString(),
                session,
                "kernel",
                now.truncatedTo(ChronoUnit.MICROS).toString(),
                type,
                PROTOCOL_VERSION,
                null);
    }

    /** The subshell that the client addresses; empty for the main shell. */
    public Optional<String> subshell() {
        return Optional.ofNullable(subshellId);
    }
}
