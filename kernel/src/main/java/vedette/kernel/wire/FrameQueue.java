package vedette.kernel.wire;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Messages in the order in which they are to be sent. */
final class FrameQueue implements Outbox {

    private final Queue<List<byte[]>> frames = new ConcurrentLinkedQueue<>();

    void add(List<byte[]> message) {
        frames.add(message);
    }

    @Override
    public Next next() {
        List<byte[]> message = frames.poll();
        return message == null ? new Next.Idle() : new Next.Send(message);
    }
}
