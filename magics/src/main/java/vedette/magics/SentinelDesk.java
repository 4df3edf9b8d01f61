package vedette.magics;

import vedette.kernel.magic.MagicCall;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.management.SentinelManagement;

/** What {@code %sentinel} works on: the management of a workspace, and the connection that its queries run on. */
interface SentinelDesk {

    /**
     * The management of the workspace that the command's options name, or else the current connection.
     *
     * @throws vedette.kernel.CellFailure where neither says all that it takes, saying what is missing
     */
    SentinelManagement management(SentinelPlace place, MagicCall call);

    /**
     * Asks the current connection, and waits for the answer.
     *
     * @return what the cell shows
     */
    SentinelAnswer ask(QueryRequest request, MagicCall call);
}
