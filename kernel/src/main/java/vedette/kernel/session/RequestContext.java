package vedette.kernel.session;

import java.util.List;
import vedette.kernel.wire.Channel;
import vedette.kernel.wire.Incoming;

/**
 * Where a request came from, and so where all that belongs to it goes. A value that is handed down and captured.
 *
 * @param channel on which it came, and its reply goes
 * @param identities the way back to the client
 * @param parent its raw header, the parent of all that belongs to it
 * @param rawMetadata what came beside its content
 * @param buffers its binary attachments
 */
record RequestContext(
        Channel channel, List<byte[]> identities, byte[] parent, byte[] rawMetadata, List<byte[]> buffers) {

    static RequestContext of(Channel channel, Incoming message) {
        return new RequestContext(
                channel, message.identities(), message.rawHeader(), message.rawMetadata(), message.buffers());
    }
}
