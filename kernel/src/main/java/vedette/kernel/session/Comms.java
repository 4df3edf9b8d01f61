package vedette.kernel.session;

import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.IopubQueue;

/** Comms. The kernel has no targets, so that each comm which a client opens is closed at once, as the protocol wants. */
final class Comms {

    private static final Logger LOG = LoggerFactory.getLogger(Comms.class);

    private final IopubQueue iopub;

    Comms(IopubQueue iopub) {
        this.iopub = iopub;
    }

    /** The open comms of a target. */
    Reply open(String targetName) {
        LOG.debug("no comm is open for '{}'", targetName);
        return new Reply.Comms(Map.of());
    }

    /** Closes a comm for whose target there is nothing. */
    Optional<Reply> refuse(RequestContext context, Request.CommOpen open) {
        LOG.info("no comm target '{}'", open.targetName());
        iopub.publish(context.parent(), new Publication.CommClose(open.commId(), Map.of()));
        return Optional.empty();
    }

    /** A message for a comm that is not open means nothing. */
    Optional<Reply> unknown(String commId) {
        LOG.info("no comm '{}'", commId);
        return Optional.empty();
    }
}
