package vedette.kernel.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.Comm;
import vedette.kernel.Comms;
import vedette.kernel.message.Json;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.IopubQueue;

/** The open comms and the targets for which front ends may open some. Safe for any thread. */
final class CommTable {

    private static final Logger LOG = LoggerFactory.getLogger(CommTable.class);

    private final IopubQueue iopub;
    private final Map<String, Comm.Handler> targets = new ConcurrentHashMap<>();
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    CommTable(IopubQueue iopub) {
        this.iopub = iopub;
    }

    /** An open comm: what all its views share. */
    private static final class Line {
        private final String id;
        private final String target;
        private volatile Comm.@Nullable Handler onMessage;
        private volatile Comm.@Nullable Handler onClose;

        Line(String id, String target) {
            this.id = id;
            this.target = target;
        }
    }

    /** The comms as one request sees them: what it sends is its own. */
    Comms of(byte[] parent) {
        return new Comms() {
            @Override
            public Comm open(String target, Comm.Message first) {
                Line line = new Line(UUID.randomUUID().toString(), target);
                lines.put(line.id, line);
                try {
                    iopub.publish(parent, new Publication.CommOpen(line.id, target, first.data()), attached(first));
                } catch (IllegalArgumentException noJson) {
                    lines.remove(line.id);
                    throw noJson;
                }
                return new View(line, parent);
            }

            @Override
            public void accept(String target, Comm.Handler opened) {
                targets.put(target, opened);
            }
        };
    }

    /** The open comms of a target, or all. */
    Reply open(String targetName) {
        Map<String, Reply.CommTarget> open = new LinkedHashMap<>();
        lines.values().stream()
                .filter(line -> targetName.isEmpty() || line.target.equals(targetName))
                .forEach(line -> open.put(line.id, new Reply.CommTarget(line.target)));
        return new Reply.Comms(open);
    }

    /**
     * A front end opens a comm; where nobody accepts it, it is closed at once, as the protocol wants.
     *
     * @return what the user's code does with it
     */
    Optional<Runnable> opened(RequestContext context, Request.CommOpen request) throws MalformedMessageException {
        Comm.Handler target = targets.get(request.targetName());
        if (target == null) {
            LOG.info("no comm target '{}'", request.targetName());
            iopub.publish(context.parent(), new Publication.CommClose(request.commId(), Map.of()));
            return Optional.empty();
        }
        Line line = new Line(request.commId(), request.targetName());
        lines.put(line.id, line);
        return handling(target, line, context, request.data());
    }

    /**
     * A message for a comm that is not open means nothing.
     *
     * @return what the user's code does with it
     */
    Optional<Runnable> received(RequestContext context, Request.CommMessage request) throws MalformedMessageException {
        Line line = lines.get(request.commId());
        if (line == null) {
            LOG.info("no comm '{}'", request.commId());
            return Optional.empty();
        }
        return handling(line.onMessage, line, context, request.data());
    }

    /**
     * A front end closes a comm.
     *
     * @return what the user's code does then
     */
    Optional<Runnable> closed(RequestContext context, Request.CommClose request) throws MalformedMessageException {
        Line line = lines.remove(request.commId());
        if (line == null) {
            LOG.info("no comm '{}'", request.commId());
            return Optional.empty();
        }
        return handling(line.onClose, line, context, request.data());
    }

    private Optional<Runnable> handling(
            Comm.@Nullable Handler handler, Line line, RequestContext context, Map<String, Object> data)
            throws MalformedMessageException {
        if (handler == null) {
            return Optional.empty();
        }
        View view = new View(line, context.parent());
        Comm.Message message = new Comm.Message(data, Json.object(context.rawMetadata()), context.buffers());
        return Optional.of(() -> handler.handle(view, message));
    }

    private static IopubQueue.Attached attached(Comm.Message message) {
        return new IopubQueue.Attached(message.metadata(), message.buffers());
    }

    /** A comm as one request sees it. */
    private final class View implements Comm {
        private final Line line;
        private final byte[] parent;

        View(Line line, byte[] parent) {
            this.line = line;
            this.parent = parent;
        }

        @Override
        public String id() {
            return line.id;
        }

        @Override
        public String target() {
            return line.target;
        }

        @Override
        public void send(Message message) {
            if (lines.containsKey(line.id)) {
                iopub.publish(parent, new Publication.CommMessage(line.id, message.data()), attached(message));
            }
        }

        @Override
        public void close(Message last) {
            if (lines.remove(line.id) != null) {
                iopub.publish(parent, new Publication.CommClose(line.id, last.data()), attached(last));
            }
        }

        @Override
        public void onMessage(Handler handler) {
            line.onMessage = handler;
        }

        @Override
        public void onClose(Handler handler) {
            line.onClose = handler;
        }
    }
}
