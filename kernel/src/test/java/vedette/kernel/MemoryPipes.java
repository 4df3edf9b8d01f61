package vedette.kernel;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import vedette.kernel.session.Session;
import vedette.kernel.session.SessionOptions;
import vedette.kernel.wire.Channel;
import vedette.kernel.wire.Codec;
import vedette.kernel.wire.IopubQueue;
import vedette.kernel.wire.SignatureScheme;
import vedette.kernel.wire.Transport;

/** A session without sockets: frames go in and out as they are. */
final class MemoryPipes implements TestPipes, Transport {

    private final BlockingQueue<List<byte[]>> replies = new LinkedBlockingQueue<>();
    private final BlockingQueue<List<byte[]>> published = new LinkedBlockingQueue<>();
    private final IopubQueue iopub;
    private final Session session;

    MemoryPipes(String key, Language language) {
        SignatureScheme scheme = SignatureScheme.named("hmac-sha256").orElseThrow();
        Codec codec = new Codec(key, scheme, "session", InstantSource.system());
        iopub = new IopubQueue(codec, System::nanoTime, () -> {});
        session = new Session(
                language,
                new SessionOptions(new KernelOptions("vedette", "test", Optional.empty(), 40), Map.of()),
                codec,
                this,
                iopub);
        session.start();
    }

    @Override
    public void send(String channel, List<byte[]> frames) {
        session.received(Channel.valueOf(channel.toUpperCase(Locale.ROOT)), frames);
    }

    @Override
    public void send(Channel channel, List<byte[]> frames) {
        replies.add(frames);
    }

    @Override
    public void settle(Channel channel) {}

    @Override
    public List<byte[]> receive(String channel) {
        if (channel.equals("reply")) {
            return take(replies);
        }
        List<byte[]> frames = published.poll();
        while (frames == null) {
            iopub.drainTo(published::add);
            frames = published.poll();
            Thread.onSpinWait();
        }
        return frames;
    }

    private static List<byte[]> take(BlockingQueue<List<byte[]>> queue) {
        try {
            List<byte[]> frames = queue.poll(20, TimeUnit.SECONDS);
            if (frames == null) {
                throw new AssertionError("no reply came");
            }
            return frames;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        session.close();
        iopub.close();
    }
}
