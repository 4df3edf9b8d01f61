package vedette.magics;

import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What a command of {@code %sentinel} leads to.
 *
 * @param frame what a variable takes; empty where the command only does something
 * @param shown what the cell shows in place of the frame
 * @param gap why rows are missing, where they are
 */
record SentinelAnswer(Optional<Table> frame, Optional<Object> shown, Optional<String> gap) {

    /** Something was done, and said. */
    static final SentinelAnswer DONE = new SentinelAnswer(Optional.empty(), Optional.empty(), Optional.empty());

    /** A frame, shown as frames are. */
    static SentinelAnswer of(Table frame) {
        return new SentinelAnswer(Optional.of(frame), Optional.of(frame), Optional.empty());
    }
}
