package vedette.kernel.session;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vedette.kernel.Cancellation;
import vedette.kernel.message.Json;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.StdinMessage;
import vedette.kernel.wire.Channel;
import vedette.kernel.wire.Codec;
import vedette.kernel.wire.Incoming;
import vedette.kernel.wire.Outgoing;
import vedette.kernel.wire.Transport;

/** Questions to users, one at a time: front ends have one box. */
final class StdinRequests {

    private static final Logger LOG = LoggerFactory.getLogger(StdinRequests.class);
    private static final String END_OF_INPUT = "\u0004";

    private final Codec codec;
    private final Transport transport;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile @Nullable Question open;

    private record Question(List<byte[]> identities, CompletableFuture<String> answer) {
        boolean isAnsweredBy(Incoming reply) {
            return identities.size() == reply.identities().size()
                    && Arrays.deepEquals(
                            identities.toArray(), reply.identities().toArray());
        }
    }

    StdinRequests(Codec codec, Transport transport) {
        this.codec = codec;
        this.transport = transport;
    }

    /** Asks and waits. */
    String ask(RequestContext context, String prompt, boolean password, Cancellation cancellation) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            throw Failures.interrupted();
        }
        Question question = new Question(context.identities(), new CompletableFuture<>());
        try (Cancellation.Registration _ =
                cancellation.onRequest(() -> question.answer().completeExceptionally(Failures.interrupted()))) {
            open = question;
            StdinMessage.InputRequest content = new StdinMessage.InputRequest(prompt, password);
            transport.send(
                    Channel.STDIN,
                    codec.encode(
                            new Outgoing(context.identities(), "input_request", context.parent(), Map.of(), content)));
            return await(question);
        } finally {
            open = null;
            turn.unlock();
        }
    }

    /** An answer came. */
    void answered(Incoming reply) {
        Question question = open;
        if (question == null || !question.isAnsweredBy(reply)) {
            LOG.warn("an input_reply that answers nothing was dropped");
            return;
        }
        try {
            question.answer()
                    .complete(StdinMessage.InputReply.read(Json.fields(reply.rawContent()))
                            .value());
        } catch (MalformedMessageException e) {
            LOG.warn("a malformed input_reply was dropped: {}", e.getMessage());
        }
    }

    private static String await(Question question) {
        try {
            String line = question.answer().get();
            if (line.equals(END_OF_INPUT)) {
                throw Failures.endOfInput();
            }
            return line;
        } catch (InterruptedException | ExecutionException e) {
            throw Failures.interrupted();
        }
    }
}
