package vedette.kernel.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.Codec;
import vedette.kernel.wire.Incoming;
import vedette.kernel.wire.IopubQueue;
import vedette.kernel.wire.Outgoing;
import vedette.kernel.wire.Transport;

/**
 * Answers requests: busy, whatever the handler does, exactly one reply where the type has one, idle. Alone sends replies,
 * so that none is lost when a handler throws and none sent twice.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final Codec codec;
    private final Transport transport;
    private final StatusBoard status;
    private final IopubQueue iopub;
    private final InstantSource clock;

    Dispatcher(Codec codec, Transport transport, IopubQueue iopub, InstantSource clock) {
        this.codec = codec;
        this.transport = transport;
        this.iopub = iopub;
        this.status = new StatusBoard(iopub);
        this.clock = clock;
    }

    /** What answers a request. */
    interface Handler {
        Optional<Reply> answer(RequestContext context, Request request) throws MalformedMessageException;
    }

    /** Answers a request and hands the answer on, after the reply and before idle. */
    void dispatch(RequestContext context, RequestType type, Incoming message, Handler handler, Consumer<Reply> after) {
        boolean cell = type == RequestType.EXECUTE;
        String started = clock.instant().toString();
        status.busy(context, cell);
        try {
            Optional<Reply> reply = answer(context, type, message, handler);
            reply.ifPresent(after);
            if (reply.isPresent() && type.replyType().isPresent()) {
                Map<String, Object> metadata = cell ? Map.of("started", started) : Map.of();
                reply(context, type.replyType().get(), metadata, reply.get());
            }
        } finally {
            status.idle(context, cell);
        }
    }

    /** A message of a type that nobody knows: clients see that it came and that nothing came of it. */
    void ignore(RequestContext context, Incoming message) {
        LOG.warn("unknown message type '{}' on {}", message.header().type(), context.channel());
        status.busy(context, false);
        status.idle(context, false);
    }

    private Optional<Reply> answer(RequestContext context, RequestType type, Incoming message, Handler handler) {
        try {
            Optional<Reply> reply = handler.answer(context, type.read(message.rawContent()));
            if (reply.isEmpty() && type.replyType().isPresent()) {
                throw new IllegalStateException("no answer to " + type.type());
            }
            return reply;
        } catch (MalformedMessageException e) {
            LOG.warn("malformed {}: {}", type.type(), e.getMessage());
            return Optional.of(Reply.Failed.of(e));
        } catch (Throwable failure) {
            LOG.error("{} failed", type.type(), failure);
            return Optional.of(Reply.Failed.of(failure));
        }
    }

    private void reply(RequestContext context, String type, Map<String, Object> metadata, Reply reply) {
        if (reply instanceof Reply.ShutDown(boolean restart)) {
            iopub.publish(context.parent(), new Publication.ShutDown(restart));
        }
        List<byte[]> frames;
        try {
            frames = codec.encode(new Outgoing(context.identities(), type, context.parent(), metadata, reply));
        } catch (IllegalArgumentException noJson) {
            LOG.error("no reply can be made of {}", type, noJson);
            frames = codec.encode(
                    new Outgoing(context.identities(), type, context.parent(), metadata, Reply.Failed.of(noJson)));
        }
        transport.send(context.channel(), frames);
    }
}
