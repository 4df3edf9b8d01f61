package vedette.kernel.wire;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * A socket and the one thread that touches it. The thread sleeps in a selector on the socket's own signal until a
 * message came or somebody wakes it; waking is safe for any thread, also for one that is being interrupted.
 */
final class SocketLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SocketLoop.class);

    private final Channel channel;
    private final ZMQ.Socket socket;
    private final Outbox outbox;
    private final Consumer<List<byte[]>> receiver;
    private final Selector selector;
    /** Not the selector itself: it is locked as long as it waits. */
    private final Object waking = new Object();

    private final Thread owner;
    private final Queue<CountDownLatch> settling = new ConcurrentLinkedQueue<>();
    private volatile boolean closing;
    private volatile boolean ended;

    /** A loop that is not started; from its start on the socket is its thread's. */
    SocketLoop(Channel channel, ZMQ.Socket socket, Outbox outbox, Consumer<List<byte[]>> receiver) {
        this.channel = channel;
        this.socket = socket;
        this.outbox = outbox;
        this.receiver = receiver;
        try {
            this.selector = Selector.open();
            socket.getFD().register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw new IllegalStateException("no selector for " + channel, e);
        }
        this.owner = Thread.ofPlatform()
                .daemon()
                .name("vedette-" + channel.name().toLowerCase(Locale.ROOT))
                .unstarted(this::run);
    }

    void start() {
        owner.start();
    }

    /** Late output may come when the socket is gone; a closed selector must not be woken. */
    void wake() {
        synchronized (waking) {
            if (selector.isOpen()) {
                selector.wakeup();
            }
        }
    }

    /** Returns when all that had come before the call has been handed to the receiver. */
    void settle() {
        if (Thread.currentThread() == owner) {
            return;
        }
        CountDownLatch settled = new CountDownLatch(1);
        settling.add(settled);
        wake();
        if (ended) {
            return;
        }
        try {
            settled.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what waits, closes the socket and returns when its thread is gone. */
    void close() {
        closing = true;
        wake();
        try {
            owner.join(TimeUnit.SECONDS.toMillis(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (step()) {
                Thread.interrupted(); // the threads of cells may be interrupted, this one has nothing to stop for
            }
        } catch (Throwable failure) {
            LOG.error("the {} channel ended", channel, failure);
        } finally {
            ended = true;
            release(new ArrayList<>(settling));
            socket.close();
            closeSelector();
        }
    }

    /** One round; whether another shall follow. */
    private boolean step() throws IOException {
        List<CountDownLatch> waiting = takeSettling();
        receiveAll();
        release(waiting);
        Outbox.Next next = sendAll();
        if ((socket.getEvents() & ZMQ.Poller.POLLIN) != 0) {
            return true;
        }
        switch (next) {
            case Outbox.Next.Send _ -> {}
            case Outbox.Next.Wait(long nanos) -> {
                if (!closing) {
                    selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
                }
            }
            case Outbox.Next.Idle _ -> {
                if (closing) {
                    return false;
                }
                selector.select();
            }
        }
        selector.selectedKeys().clear();
        return true;
    }

    private List<CountDownLatch> takeSettling() {
        List<CountDownLatch> taken = new ArrayList<>();
        for (CountDownLatch latch = settling.poll(); latch != null; latch = settling.poll()) {
            taken.add(latch);
        }
        return taken;
    }

    private static void release(List<CountDownLatch> latches) {
        latches.forEach(CountDownLatch::countDown);
    }

    private void receiveAll() {
        while ((socket.getEvents() & ZMQ.Poller.POLLIN) != 0) {
            List<byte[]> frames = receive();
            if (frames == null) {
                return;
            }
            try {
                receiver.accept(frames);
            } catch (Throwable failure) {
                LOG.error("a message on {} was lost", channel, failure);
            }
        }
    }

    private @Nullable List<byte[]> receive() {
        List<byte[]> frames = new ArrayList<>();
        do {
            byte[] frame = socket.recv(ZMQ.DONTWAIT);
            if (frame == null) {
                return null;
            }
            frames.add(frame);
        } while (socket.hasReceiveMore());
        return frames;
    }

    /** Sends all that is due and says what to do next. */
    private Outbox.Next sendAll() {
        while (true) {
            Outbox.Next next;
            try {
                next = outbox.next();
            } catch (RuntimeException | Error failure) {
                LOG.error("a message for {} was lost", channel, failure);
                continue;
            }
            if (!(next instanceof Outbox.Next.Send(List<byte[]> frames))) {
                return next;
            }
            send(frames);
        }
    }

    private void send(List<byte[]> frames) {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(channel + " belongs to " + owner.getName() + ", not "
                    + Thread.currentThread().getName());
        }
        for (int i = 0; i < frames.size(); i++) {
            // What a client that went away does not take is dropped by the socket.
            socket.send(requireNonNull(frames.get(i)), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
    }

    private void closeSelector() {
        try {
            synchronized (waking) {
                selector.close();
            }
        } catch (IOException e) {
            LOG.warn("the selector of {} stays open", channel, e);
        }
    }
}
