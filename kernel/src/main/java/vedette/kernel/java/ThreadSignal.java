package vedette.kernel.java;

import sun.nio.ch.NativeThread;

/**
 * Ends the system call that a thread waits in, by the signal that the JDK keeps for it. Nothing happens where the system
 * has no such signal, and once the thread has left: its native thread may be gone.
 */
final class ThreadSignal {

    private static final long NONE = 0;

    private long nativeThread = NONE;

    /** The current thread can be signalled from now on. */
    synchronized void enter() {
        nativeThread = NativeThread.current();
    }

    /** The thread that entered is about to end. */
    synchronized void leave() {
        nativeThread = NONE;
    }

    /** Signals the thread. */
    synchronized void send() {
        if (nativeThread != NONE) {
            NativeThread.signal(nativeThread);
        }
    }
}
