package vedette.sentinel.query;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.Supplier;
import vedette.frame.ColumnSchema;

/**
 * What an error is told against.
 *
 * @param query the text that was sent
 * @param service what was asked, for a person to recognise
 * @param kind what to call it and which role reads it
 * @param signedIn who asked
 * @param waitSeconds how long the service was to work
 * @param schema the tables there, empty where nobody knows; may ask the service
 */
record ErrorScene(
        String query,
        String service,
        Kind kind,
        String signedIn,
        long waitSeconds,
        Supplier<SequencedMap<String, List<ColumnSchema>>> schema) {

    /** A kind of service. */
    enum Kind {
        WORKSPACE(
                "the role Log Analytics Reader or Microsoft Sentinel Reader on the workspace",
                "the workspace's ID (a GUID, not its name), the endpoint and the cloud"),
        CLUSTER(
                "the role Viewer of the database (.add database <name> viewers ...)",
                "the cluster's address and the database's name"),
        LAKE(
                "a role that reads the data lake, for example Security Reader of Entra",
                "the workspace's name and ID (name-ID) and that it is onboarded to the data lake");

        private final String role;
        private final String address;

        Kind(String role, String address) {
            this.role = role;
            this.address = address;
        }

        /** What is needed to read. */
        String role() {
            return role;
        }

        /** What to check when nothing is there. */
        String address() {
            return address;
        }
    }
}
