package vedette.kernel.wire;

import java.util.List;
import java.util.Map;
import vedette.kernel.message.Content;

/**
 * A message to send.
 *
 * @param prefix the identities it goes to, or its topic on iopub
 * @param type of its content
 * @param rawParent the header of what it answers, byte by byte as that came; {@code {}} for none
 * @param metadata beside the content
 * @param content what it says
 * @param buffers binary attachments
 */
public record Outgoing(
        List<byte[]> prefix,
        String type,
        byte[] rawParent,
        Map<String, Object> metadata,
        Content content,
        List<byte[]> buffers) {

    public Outgoing {
        prefix = List.copyOf(prefix);
        buffers = List.copyOf(buffers);
    }

    /** A message without attachments. */
    public Outgoing(List<byte[]> prefix, String type, byte[] rawParent, Map<String, Object> metadata, Content content) {
        this(prefix, type, rawParent, metadata, content, List.of());
    }
}
