package vedette.kernel.message;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of what a client sends to the kernel on shell and control. What may be left out has its default once the
 * record exists; what must be there is named in the exception where it is not.
 */
public sealed interface Request {

    /** Comes on the shell channel. */
    sealed interface Shell extends Request {}

    /** Comes on the control channel. */
    sealed interface Control extends Request {}

    /**
     * Run a cell.
     *
     * @param code the cell's text
     * @param silent whether nothing but its output is published and nothing counted
     * @param storeHistory whether it counts and enters the history
     * @param userExpressions evaluated after the cell, by name
     * @param allowStdin whether the client can ask its user
     * @param stopOnError whether a failure drops the cells that wait behind
     */
    record Execute(
            @JsonProperty(required = true) String code,
            boolean silent,
            @Nullable Boolean storeHistory,
            Map<String, String> userExpressions,
            boolean allowStdin,
            @Nullable Boolean stopOnError)
            implements Shell {
        public Execute {
            required(code, "code");
            storeHistory = !silent && requireNonNullElse(storeHistory, true);
            userExpressions = Contents.ordered(userExpressions);
            stopOnError = requireNonNullElse(stopOnError, true);
        }
    }

    /**
     * What could stand at the cursor.
     *
     * @param cursorPos in code points; the end of the text where the client sends none
     */
    record Complete(
            @JsonProperty(required = true) String code,
            @Nullable Integer cursorPos) implements Shell {
        public Complete {
            required(code, "code");
            cursorPos = requireNonNullElse(cursorPos, code.codePointCount(0, code.length()));
        }
    }

    /**
     * What stands at the cursor.
     *
     * @param cursorPos in code points; the end of the text where the client sends none
     * @param detailLevel 1 asks for more than 0
     */
    record Inspect(
            @JsonProperty(required = true) String code,
            @Nullable Integer cursorPos,
            int detailLevel) implements Shell {
        public Inspect {
            required(code, "code");
            cursorPos = requireNonNullElse(cursorPos, code.codePointCount(0, code.length()));
        }
    }

    /**
     * Earlier cells.
     *
     * @param histAccessType {@code range}, {@code tail} or {@code search}
     * @param output whether results are wanted too
     * @param raw whether cells are wanted as they were typed; they always are
     * @param session 0 is the running one, -1 the one before
     * @param start the first line of a range
     * @param stop the line after the last of a range; to the end where the client sends none
     * @param n at most so many from the end; all where the client sends none
     * @param pattern with {@code *} and {@code ?}
     * @param unique whether of equal cells only the last counts
     */
    record History(
            String histAccessType,
            boolean output,
            boolean raw,
            int session,
            int start,
            @Nullable Integer stop,
            @Nullable Integer n,
            String pattern,
            boolean unique)
            implements Shell {
        public History {
            histAccessType = requireNonNullElse(histAccessType, "tail");
            stop = requireNonNullElse(stop, Integer.MAX_VALUE);
            n = requireNonNullElse(n, Integer.MAX_VALUE);
            pattern = requireNonNullElse(pattern, "*");
        }
    }

    /** Whether a console should run a text. */
    record IsComplete(@JsonProperty(required = true) String code) implements Shell {
        public IsComplete {
            required(code, "code");
        }
    }

    /**
     * Which comms are open.
     *
     * @param targetName only those of this target; all where it is empty
     */
    record CommInfo(String targetName) implements Shell {
        public CommInfo {
            targetName = requireNonNullElse(targetName, "");
        }
    }

    /** Who the kernel is. */
    record KernelInfo() implements Shell, Control {}

    /** Where the kernel listens. */
    record Connect() implements Shell {}

    /** A comm that the client opens. */
    record CommOpen(
            @JsonProperty(required = true) String commId,
            @JsonProperty(required = true) String targetName,
            Map<String, Object> data)
            implements Shell, Control {
        public CommOpen {
            required(commId, "comm_id");
            required(targetName, "target_name");
            data = Contents.ordered(data);
        }
    }

    /** A message on an open comm. */
    record CommMessage(@JsonProperty(required = true) String commId, Map<String, Object> data)
            implements Shell, Control {
        public CommMessage {
            required(commId, "comm_id");
            data = Contents.ordered(data);
        }
    }

    /** A comm that the client closes. */
    record CommClose(@JsonProperty(required = true) String commId, Map<String, Object> data) implements Shell, Control {
        public CommClose {
            required(commId, "comm_id");
            data = Contents.ordered(data);
        }
    }

    /** How much of the machine the kernel uses. */
    record Usage() implements Control {}

    /** Another shell, whose cells run beside those of the others. */
    record CreateSubshell() implements Control {}

    /** End a subshell. */
    record DeleteSubshell(@JsonProperty(required = true) String subshellId) implements Control {
        public DeleteSubshell {
            required(subshellId, "subshell_id");
        }
    }

    /** Which subshells there are. */
    record ListSubshells() implements Control {}

    /** Stop the running cell. */
    record Interrupt() implements Control {}

    /**
     * End the kernel.
     *
     * @param restart whether the client will start another in its place
     */
    record Shutdown(boolean restart) implements Shell, Control {}

    private static void required(@Nullable Object value, String name) {
        requireNonNull(value, name + " is null");
    }
}
