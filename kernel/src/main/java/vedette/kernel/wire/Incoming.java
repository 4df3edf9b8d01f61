package vedette.kernel.wire;

import java.util.List;
import vedette.kernel.message.Header;

/**
 * A message that came and whose signature is right. Its content is read by whoever knows what the type promises.
 *
 * @param identities the way back to its sender
 * @param header what it is
 * @param rawHeader the header as it came, byte by byte: answers carry it as their parent
 * @param rawParent the parent header as it came
 * @param rawMetadata the metadata as they came
 * @param rawContent the content as it came
 * @param buffers binary attachments
 */
public record Incoming(
        List<byte[]> identities,
        Header header,
        byte[] rawHeader,
        byte[] rawParent,
        byte[] rawMetadata,
        byte[] rawContent,
        List<byte[]> buffers) {

    public Incoming {
        identities = List.copyOf(identities);
        buffers = List.copyOf(buffers);
    }
}
