package vedette.kernel;

import java.util.List;

/** How a test's client and its kernel exchange frames. */
interface TestPipes extends AutoCloseable {

    /** Sends on shell or control. */
    void send(String channel, List<byte[]> frames);

    /** What came next on iopub, or as a reply on shell or control; fails where nothing comes. */
    List<byte[]> receive(String channel);

    @Override
    void close();
}
