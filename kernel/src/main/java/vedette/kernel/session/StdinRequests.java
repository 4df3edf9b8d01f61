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
import vedette.kernel.message.Header;
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

    private record Question(List<byte[]> identities, Header header, CompletableFuture<String> answer) {

        /** Clients need not say what they answer; one that names another question of ours comes too late. */
        boolean isAnsweredBy(Incoming reply) throws MalformedMessageException {
            Map<String, Object> parent = Json.object(reply.rawParent());
            boolean isLate = header.type().equals(parent.get("msg_type"))
                    && !header.messageId().equals(parent.get("msg_id"));
            return !isLate
                    && identities.size() == reply.identities().size()
                    && Arrays.deepEquals(
                            identities.toArray(), reply.identities().toArray());
        }
    }

    StdinRequests(Codec codec, Transport transport) {
        this.codec = codec;
        this.transport = transport;
    }

    /**
     * Asks and waits.
     *
     * @param interrupt of the cell that asks
     * @param end of that cell: a question that a thread of it left open would keep all others from asking
     */
    String ask(RequestContext context, String prompt, boolean password, Cancellation interrupt, Cancellation end) {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            throw Failures.interrupted();
        }
        Question question =
                new Question(context.identities(), codec.newHeader("input_request"), new CompletableFuture<>());
        try (Cancellation.Registration _ =
                        interrupt.onRequest(() -> question.answer().completeExceptionally(Failures.interrupted()));
                Cancellation.Registration _ =
                        end.onRequest(() -> question.answer().completeExceptionally(Failures.cellEnded()))) {
            open = question;
            if (!question.answer().isDone()) {
                send(question, context, new StdinMessage.InputRequest(prompt, password));
            }
            return await(question);
        } finally {
            open = null;
            turn.unlock();
        }
    }

    private void send(Question question, RequestContext context, StdinMessage.InputRequest content) {
        Outgoing message =
                new Outgoing(question.identities(), question.header().type(), context.parent(), Map.of(), content);
        transport.send(Channel.STDIN, codec.encode(question.header(), message));
    }

    /** An answer came. One that cannot be read answers too: its client will not send another. */
    void answered(Incoming reply) {
        Question question = open;
        try {
            if (question == null || !question.isAnsweredBy(reply)) {
                LOG.warn("an input_reply that answers nothing was dropped");
                return;
            }
            question.answer()
                    .complete(StdinMessage.InputReply.read(Json.fields(reply.rawContent()))
                            .value());
        } catch (MalformedMessageException e) {
            LOG.warn("malformed input_reply: {}", e.getMessage());
            if (question != null) {
                question.answer().completeExceptionally(Failures.unreadableInput(e));
            }
        }
    }

    private static String await(Question question) {
        try {
            String line = question.answer().get();
            if (line.equals(END_OF_INPUT)) {
                throw Failures.endOfInput();
            }
            return line;
        } catch (ExecutionException e) {
            throw Failures.of(e.getCause());
        } catch (InterruptedException e) {
            throw Failures.interrupted();
        }
    }
}
