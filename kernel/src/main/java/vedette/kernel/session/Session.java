package vedette.kernel.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.CellContext.StreamName;
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
    private final History history;
    private final Shells shells;
    private final Handlers handlers;
    private final Lane language = new Lane("language-lane");
    private final Lane control = new Lane("control-lane");
    private final HeapKeeper heap = new HeapKeeper();
    private final CompletableFuture<Boolean> shutdown = new CompletableFuture<>();
    private volatile Runnable settleOutput = () -> {};
    private volatile long rejected;

    /** A session that handles requests from now on. */
    public Session(Language language, SessionOptions options, Codec codec, Transport transport, IopubQueue iopub) {
        this.codec = codec;
        this.transport = transport;
        this.iopub = iopub;
        this.dispatcher = new Dispatcher(codec, transport, iopub, InstantSource.system());
        this.stdin = new StdinRequests(codec, transport);
        this.history = options.history()
                .map(file -> History.over(new HistoryStore(file)))
                .orElseGet(History::ofThisSession);
        CommTable comms = new CommTable(iopub);
        Execution.Surroundings surroundings = new Execution.Surroundings(
                language, iopub, stdin, comms, options.outputLimit(), () -> settleOutput.run());
        this.shells = new Shells(
                (name, ofShell) -> new Shell(
                        new Lane(name, Optional.of(heap::cellsRest)), new Execution(surroundings, ofShell), ofShell),
                history);
        this.handlers = new Handlers(language, options, shells, comms);
    }

    /** Tells clients that the kernel is there, and begins to answer. */
    public void start() {
        iopub.publish(Codec.EMPTY_OBJECT, Publication.Status.STARTING);
        lanes().forEach(Lane::start);
    }

    /**
     * Prints what came by no cell's context under the cell that runs, else under the last one.
     *
     * @return whether there is one
     */
    public boolean print(StreamName stream, String text) {
        return shells.print(stream, text);
    }

    /** What is called at the end of each cell, before its reply: it returns when all that came was printed. */
    public void onCellEnd(Runnable settle) {
        settleOutput = settle;
    }

    /** Completes when a client asked for the end, with whether it will start another kernel. */
    public CompletableFuture<Boolean> shutdown() {
        return shutdown.copy();
    }

    /** Interrupts the running cells; nothing happens where none runs. */
    public void interrupt() {
        shells.interrupt();
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
        Optional<String> subshell =
                channel == Channel.CONTROL ? Optional.empty() : message.header().subshell();
        Optional<Shell> shell = channel == Channel.CONTROL ? Optional.of(shells.beside()) : shells.find(subshell);
        boolean taken = shell.isPresent() && submit(context, message, shell.get(), subshell.isEmpty());
        if (!taken) {
            // A client that waits for a shell that is gone would wait for ever.
            language.submit(() -> refuse(context, message, subshell.orElse("")));
        }
    }

    private boolean submit(RequestContext context, Incoming message, Shell shell, boolean isMain) {
        Optional<RequestType> type =
                RequestType.of(context.channel(), message.header().type());
        if (type.isEmpty()) {
            Lane lane = context.channel() == Channel.CONTROL ? control : shell.lane();
            return lane.submit(() -> dispatcher.ignore(context, message));
        }
        Lane lane = switch (type.get().lane(context.channel())) {
            case CONTROL -> control;
            case LANGUAGE -> isMain ? language : shell.lane();
            case CELL -> shell.lane();
        };
        return lane.submit(new Work(context, type.get(), message, shell, lane));
    }

    private void refuse(RequestContext context, Incoming message, String subshell) {
        RequestType.of(context.channel(), message.header().type())
                .ifPresentOrElse(
                        type -> dispatcher.dispatch(
                                context,
                                type,
                                message,
                                (where, request) -> Optional.of(Failures.unknownSubshell(subshell)),
                                reply -> {}),
                        () -> dispatcher.ignore(context, message));
    }

    private Stream<Lane> lanes() {
        return Stream.concat(Stream.of(language, control), shells.lanes());
    }

    /** Interrupts the running cells, ends the lanes and waits a moment for them; whether all ended. */
    public boolean end() {
        shells.interrupt();
        List<Lane> lanes = lanes().toList();
        lanes.forEach(Lane::close);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        boolean ended = true;
        for (Lane lane : lanes) {
            ended &= lane.awaitEnd(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        return ended;
    }

    @Override
    public void close() {
        if (!end()) {
            LOG.warn("a cell did not end, its thread is abandoned");
        }
        history.close();
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
        private final Shell shell;
        private final Lane lane;
        private volatile boolean aborted;

        Work(RequestContext context, RequestType type, Incoming message, Shell shell, Lane lane) {
            this.context = context;
            this.type = type;
            this.message = message;
            this.shell = shell;
            this.lane = lane;
        }

        @Override
        public void run() {
            dispatcher.dispatch(context, type, message, this::answer, reply -> after(reply));
            if (type == RequestType.EXECUTE) {
                heap.cellEnded();
            }
            ending.ifPresent(answer -> shutdown.complete(answer.restart()));
        }

        @Override
        public void abort() {
            aborted = type.afterError() == RequestType.AfterError.ABORTED;
        }

        private boolean stops;
        private Optional<Reply.ShutDown> ending = Optional.empty();

        private Optional<Reply> answer(RequestContext where, Request request) throws MalformedMessageException {
            if (aborted) {
                return Optional.of(new Reply.Aborted());
            }
            stops = request instanceof Request.Execute execute && execute.stopOnError() && !execute.silent();
            return handlers.answer(shell, where, request);
        }

        /** Before the reply goes out: the client may send the next cell as soon as it has it. */
        private void after(Reply reply) {
            if (stops && reply instanceof Reply.ExecutionFailed) {
                transport.settle(context.channel());
                lane.abortWaiting();
            }
            if (reply instanceof Reply.ShutDown answer) {
                ending = Optional.of(answer);
            }
        }
    }
}
