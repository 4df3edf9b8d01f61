package vedette.kernel.session;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.Language;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.Publication;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.Channel;
import vedette.kernel.wire.Codec;
import vedette.kernel.wire.Incoming;
import vedette.kernel.wire.IopubQueue;
import vedette.kernel.wire.Transport;

/**
 * A kernel between its transport and its language. Takes frames and puts requests into their lanes; whoever opens it
 * closes it, which ends its threads but neither language nor transport.
 */
public final class Session implements Transport.Receiver, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final long PATIENCE_MILLIS = 1000;

    private final Codec codec;
    private final Transport transport;
    private final IopubQueue iopub;
    private final Dispatcher dispatcher;
    private final StdinRequests stdin;
    private final Execution execution;
    private final Handlers handlers;
    private final Map<RequestType.LaneName, Lane> lanes = new EnumMap<>(RequestType.LaneName.class);
    private final CompletableFuture<Boolean> shutdown = new CompletableFuture<>();
    private volatile long rejected;

    /** A session that handles requests from now on. */
    public Session(Language language, SessionOptions options, Codec codec, Transport transport, IopubQueue iopub) {
        this.codec = codec;
        this.transport = transport;
        this.iopub = iopub;
        this.dispatcher = new Dispatcher(codec, transport, iopub, InstantSource.system());
        this.stdin = new StdinRequests(codec, transport);
        History history = new History();
        this.execution = new Execution(language, iopub, stdin, history);
        this.handlers = new Handlers(language, options, execution, history, new Comms(iopub));
        for (RequestType.LaneName name : RequestType.LaneName.values()) {
            lanes.put(name, new Lane(name.name().toLowerCase(Locale.ROOT) + "-lane"));
        }
    }

    /** Tells clients that the kernel is there, and begins to answer. */
    public void start() {
        iopub.publish(Codec.EMPTY_OBJECT, Publication.Status.STARTING);
        lanes.values().forEach(Lane::start);
    }

    /** Completes when a client asked for the end, with whether it will start another kernel. */
    public CompletableFuture<Boolean> shutdown() {
        return shutdown.copy();
    }

    /** Interrupts the running cell; nothing happens where none runs. */
    public void interrupt() {
        execution.interrupt();
    }

    @Override
    public void received(Channel channel, List<byte[]> frames) {
        Incoming message;
        try {
            message = codec.decode(frames);
        } catch (MalformedMessageException e) {
            reject(channel, e);
            return;
        }
        if (channel == Channel.STDIN) {
            stdin.answered(message);
            return;
        }
        RequestContext context = RequestContext.of(channel, message);
        Optional<RequestType> type = RequestType.of(channel, message.header().type());
        if (type.isPresent()) {
            lanes.get(type.get().lane(channel)).submit(new Work(context, type.get(), message));
        } else {
            RequestType.LaneName lane =
                    channel == Channel.CONTROL ? RequestType.LaneName.CONTROL : RequestType.LaneName.CELL;
            lanes.get(lane).submit(() -> dispatcher.ignore(context, message));
        }
    }

    /** Interrupts the running cell, ends the lanes and waits a moment for them; whether all ended. */
    public boolean end() {
        execution.interrupt();
        lanes.values().forEach(Lane::close);
        boolean ended = true;
        for (Lane lane : lanes.values()) {
            ended &= lane.awaitEnd(PATIENCE_MILLIS);
        }
        return ended;
    }

    @Override
    public void close() {
        if (!end()) {
            LOG.warn("a cell did not end, its thread is abandoned");
        }
    }

    private void reject(Channel channel, MalformedMessageException e) {
        // Somebody who sends many of these shall not fill the log too.
        long count = ++rejected;
        if (Long.bitCount(count) == 1) {
            LOG.warn("dropped a message on {}: {} ({} so far)", channel, e.getMessage(), count);
        }
    }

    /** One request in its lane. */
    private final class Work implements Lane.Task {

        private final RequestContext context;
        private final RequestType type;
        private final Incoming message;
        private volatile boolean aborted;

        Work(RequestContext context, RequestType type, Incoming message) {
            this.context = context;
            this.type = type;
            this.message = message;
        }

        @Override
        public void run() {
            dispatcher.dispatch(context, type, message, this::answer, reply -> after(reply));
            if (type == RequestType.SHUTDOWN) {
                shutdown.complete(restart);
            }
        }

        @Override
        public void abort() {
            aborted = type.afterError() == RequestType.AfterError.ABORTED;
        }

        private boolean stops;
        private boolean restart;

        private Optional<Reply> answer(RequestContext where, Request request) {
            if (aborted) {
                return Optional.of(new Reply.Aborted());
            }
            stops = request instanceof Request.Execute execute && execute.stopOnError() && !execute.silent();
            restart = request instanceof Request.Shutdown ending && ending.restart();
            return handlers.answer(where, request);
        }

        /** Before the reply goes out: the client may send the next cell as soon as it has it. */
        private void after(Reply reply) {
            if (stops && reply instanceof Reply.ExecutionFailed) {
                transport.settle(context.channel());
                lanes.get(type.lane(context.channel())).abortWaiting();
            }
        }
    }
}
