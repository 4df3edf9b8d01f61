package vedette.kernel.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import vedette.kernel.message.Publication;

/**
 * What waits for the iopub socket. Safe for any thread; calls return before anything is sent. Printing blocks while more
 * text waits than {@link #MAX_WAITING_CHARACTERS}, so that a cell in a loop cannot fill the memory.
 */
public final class IopubQueue implements Outbox {

    /*
     * Order: everything leaves in the order in which it was put in, so a request's idle is its last message.
     * Coalescing: text joins the text that waits at the end of the queue where stream and cell are the same. It leaves
     * when something else waits behind it, when it has grown to one large message, or when its first character is 50 ms
     * old, whichever comes first. So a cell of 100,000 prints makes a few messages, and a cell that prints one line and
     * ends makes one at once.
     * Wake-ups: the socket's thread is woken only when what it has to do next changed; while nothing waits there is no
     * timer.
     */

    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MESSAGE_CHARACTERS = 1 << 19;
    private static final long MAX_WAITING_CHARACTERS = 1 << 24;

    private final Codec codec;
    private final LongSupplier nanoTime;
    private final Runnable wake;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition textTaken = lock.newCondition();
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long waitingCharacters;
    private boolean closed;

    /** What waits. */
    private sealed interface Entry {

        record Message(List<byte[]> frames) implements Entry {}

        record Text(byte[] parent, String stream, StringBuilder text, long since) implements Entry {
            boolean isFull() {
                return text.length() >= MESSAGE_CHARACTERS;
            }

            /** Whether text of this cell and stream joins it. */
            boolean takes(byte[] otherParent, String otherStream) {
                return Arrays.equals(parent, otherParent) && stream.equals(otherStream) && !isFull();
            }
        }
    }

    /** What goes with a content. */
    public record Attached(Map<String, Object> metadata, List<byte[]> buffers) {
        private static final Attached NOTHING = new Attached(Map.of(), List.of());
    }

    /**
     * A queue.
     *
     * @param codec makes the frames
     * @param nanoTime a clock as {@link System#nanoTime} is one
     * @param wake tells the socket's thread that {@link #next} has something new to say
     */
    public IopubQueue(Codec codec, LongSupplier nanoTime, Runnable wake) {
        this.codec = codec;
        this.nanoTime = nanoTime;
        this.wake = wake;
    }

    /**
     * Publishes a message.
     *
     * @param parent the raw header of the request to which it belongs
     * @throws IllegalArgumentException when the content has no JSON; nothing is published then
     */
    public void publish(byte[] parent, Publication content) {
        publish(parent, content, Attached.NOTHING);
    }

    /**
     * Publishes a message with metadata and buffers.
     *
     * @throws IllegalArgumentException when the content or the metadata have no JSON; nothing is published then
     */
    public void publish(byte[] parent, Publication content, Attached attached) {
        // Made here and not when it is sent: the caller may change its objects afterwards, and hears of what is no
        // JSON.
        List<byte[]> frames = encoded(parent, content, attached);
        lock.lock();
        try {
            entries.add(new Entry.Message(frames));
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /** Publishes a message before all that waits: a subscriber is welcomed before it hears anything else. */
    void publishFirst(Publication content) {
        List<byte[]> frames = encoded(Codec.EMPTY_OBJECT, content, Attached.NOTHING);
        lock.lock();
        try {
            entries.addFirst(new Entry.Message(frames));
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    private List<byte[]> encoded(byte[] parent, Publication content, Attached attached) {
        return codec.encode(new Outgoing(
                List.of(topic(content)), content.type(), parent, attached.metadata(), content, attached.buffers()));
    }

    /** Appends text to a stream of a cell. */
    public void print(byte[] parent, String stream, String text) {
        for (int start = 0; start < text.length(); ) {
            int end = Math.min(text.length(), start + MESSAGE_CHARACTERS);
            if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
            append(parent, stream, text.substring(start, end));
            start = end;
        }
    }

    private void append(byte[] parent, String stream, String text) {
        boolean news = true;
        lock.lock();
        try {
            awaitRoom();
            waitingCharacters += text.length();
            if (entries.peekLast() instanceof Entry.Text last && last.takes(parent, stream)) {
                last.text().append(text);
                news = last.isFull();
            } else {
                entries.add(new Entry.Text(parent, stream, new StringBuilder(text), nanoTime.getAsLong()));
            }
        } finally {
            lock.unlock();
        }
        if (news) {
            wake.run();
        }
    }

    /** Lets everybody go who waits for room, since nobody makes any more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            textTaken.signalAll();
        } finally {
            lock.unlock();
        }
        wake.run();
    }

    /** Hands on what is due now, in the place of a socket. One thread's alone. */
    public void drainTo(Consumer<List<byte[]>> sink) {
        while (next() instanceof Next.Send(List<byte[]> frames)) {
            sink.accept(frames);
        }
    }

    @Override
    public Next next() {
        Entry.Text text;
        lock.lock();
        try {
            switch (entries.peek()) {
                case null -> {
                    return new Next.Idle();
                }
                case Entry.Message message -> {
                    entries.remove();
                    return new Next.Send(message.frames());
                }
                case Entry.Text head -> {
                    long age = nanoTime.getAsLong() - head.since();
                    boolean due = closed || entries.size() > 1 || head.isFull() || age >= WINDOW_NANOS;
                    if (!due) {
                        return new Next.Wait(WINDOW_NANOS - age);
                    }
                    text = take(head);
                }
            }
        } finally {
            lock.unlock();
        }
        Publication.Stream content =
                new Publication.Stream(text.stream(), text.text().toString());
        return new Next.Send(
                codec.encode(new Outgoing(List.of(topic(content)), content.type(), text.parent(), Map.of(), content)));
    }

    /** Takes the text at the head, and leaves the first half of a character whose other half may still come. */
    private Entry.Text take(Entry.Text head) {
        entries.remove();
        int end = head.text().length();
        boolean cut = end > 1 && Character.isHighSurrogate(head.text().charAt(end - 1));
        if (cut && entries.isEmpty() && !closed) {
            end--;
            StringBuilder rest = new StringBuilder(head.text().substring(end));
            entries.add(new Entry.Text(head.parent(), head.stream(), rest, nanoTime.getAsLong()));
            head.text().setLength(end);
        }
        waitingCharacters -= end;
        textTaken.signalAll();
        return head;
    }

    private void awaitRoom() {
        boolean interrupted = false;
        while (waitingCharacters > MAX_WAITING_CHARACTERS && !closed && !interrupted) {
            try {
                textTaken.await();
            } catch (InterruptedException e) {
                // The text is kept all the same; who interrupts a cell wants it to come to its end.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] topic(Publication content) {
        String topic = switch (content) {
            case Publication.Stream stream -> "stream." + stream.name();
            case Publication.CommOpen comm -> "comm-" + comm.commId();
            case Publication.CommMessage comm -> "comm-" + comm.commId();
            case Publication.CommClose comm -> "comm-" + comm.commId();
            case Publication.Welcome welcome -> welcome.subscription();
            case Publication.Status _,
                    Publication.ExecuteInput _,
                    Publication.DisplayData _,
                    Publication.UpdateDisplayData _,
                    Publication.ExecuteResult _,
                    Publication.Error _,
                    Publication.ClearOutput _,
                    Publication.ShutDown _ -> "kernel." + codec.session() + "." + content.type();
        };
        return topic.getBytes(UTF_8);
    }
}
