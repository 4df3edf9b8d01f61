package vedette.kernel.wire;

import java.util.List;

/** What waits to be sent on one socket. Anybody may fill it; its socket's thread alone takes from it. */
interface Outbox {

    /** What the socket's thread shall do now. */
    Next next();

    /** What the socket's thread shall do. */
    sealed interface Next {

        /** Send these frames. */
        record Send(List<byte[]> frames) implements Next {}

        /** Nothing before this time has passed, unless it is woken. */
        record Wait(long nanos) implements Next {}

        /** Nothing until it is woken. */
        record Idle() implements Next {}
    }
}
