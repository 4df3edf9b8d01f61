package vedette.kernel.wire;

import java.util.List;

/** The kernel's end of the channels on which single clients are answered. Safe for any thread. */
public interface Transport {

    /** Sends frames on shell, control or stdin; returns before they are sent. */
    void send(Channel channel, List<byte[]> frames);

    /** Returns when all that had come on a channel before the call has been handed on. */
    void settle(Channel channel);

    /** What comes is handed to this. */
    interface Receiver {

        /** A message's frames came on shell, control or stdin. Called by the channel's thread, which it must not block. */
        void received(Channel channel, List<byte[]> frames);
    }
}
