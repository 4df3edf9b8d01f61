package vedette.kernel;

import java.util.Map;

/** The comms of a session. Safe for any thread. */
public interface Comms {

    /**
     * Opens a comm to the part of a front end that waits for this target. A front end that has none closes it.
     *
     * @throws IllegalArgumentException when the message cannot be made JSON
     */
    Comm open(String target, Comm.Message first);

    /** Opens a comm with data alone. */
    default Comm open(String target, Map<String, Object> data) {
        return open(target, Comm.Message.of(data));
    }

    /** Accepts comms that front ends open for a target, in the place of the handler before. */
    void accept(String target, Comm.Handler opened);
}
