package vedette.kernel.message;

import static java.util.Objects.requireNonNullElse;

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
        String messageId,
        String session,
        String username,
        String date,
        String type,
        String version,
        @Nullable String subshellId)
        implements Content {

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

    /** The header of these fields. */
    public static Header read(FieldReader fields) throws MalformedMessageException {
        String type = fields.requiredText("msg_type");
        if (type.isEmpty()) {
            throw new MalformedMessageException("msg_type is empty", null);
        }
        return new Header(
                fields.text("msg_id"),
                fields.text("session"),
                fields.text("username"),
                fields.text("date"),
                type,
                fields.text("version"),
                fields.text("subshell_id"));
    }

    @Override
    public Fields fields() {
        return Fields.of("msg_id", messageId)
                .and("session", session)
                .and("username", username)
                .and("date", date)
                .and("msg_type", type)
                .and("version", version)
                .andIfThere("subshell_id", subshellId);
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
