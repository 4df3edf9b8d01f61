package vedette.kernel.wire;

/** The sockets between a kernel and its clients. */
public enum Channel {
    /** Requests that wait for each other. */
    SHELL,
    /** Requests that must not wait for a cell. */
    CONTROL,
    /** The kernel asks, the user answers. */
    STDIN,
    /** What all clients hear. */
    IOPUB,
    /** Echoes, so that clients know that the process lives. */
    HEARTBEAT
}
