package vedette.kernel.message;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of what a client sends to the kernel on shell and control. What may be left out has its default once the
 * record exists; what must be there is named in the exception where it is not.
 */
public sealed interface Request {

    /** Makes a request of the fields that came. */
    interface Reader {

        /**
         * The request of these fields.
         *
         * @throws MalformedMessageException when one is missing or of the wrong type
         */
        Request read(FieldReader fields) throws MalformedMessageException;
    }

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
            String code,
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

        /** The request of these fields. */
        public static Execute read(FieldReader fields) throws MalformedMessageException {
            return new Execute(
                    fields.requiredText("code"),
                    fields.isSet("silent"),
                    fields.flag("store_history"),
                    fields.texts("user_expressions"),
                    fields.isSet("allow_stdin"),
                    fields.flag("stop_on_error"));
        }
    }

    /**
     * What could stand at the cursor.
     *
     * @param cursorPos in code points; the end of the text where the client sends none
     */
    record Complete(String code, @Nullable Integer cursorPos) implements Shell {
        public Complete {
            required(code, "code");
            cursorPos = requireNonNullElse(cursorPos, code.codePointCount(0, code.length()));
        }

        /** The request of these fields. */
        public static Complete read(FieldReader fields) throws MalformedMessageException {
            return new Complete(fields.requiredText("code"), fields.number("cursor_pos"));
        }
    }

    /**
     * What stands at the cursor.
     *
     * @param cursorPos in code points; the end of the text where the client sends none
     * @param detailLevel 1 asks for more than 0
     */
    record Inspect(String code, @Nullable Integer cursorPos, int detailLevel) implements Shell {
        public Inspect {
            required(code, "code");
            cursorPos = requireNonNullElse(cursorPos, code.codePointCount(0, code.length()));
        }

        /** The request of these fields. */
        public static Inspect read(FieldReader fields) throws MalformedMessageException {
            return new Inspect(
                    fields.requiredText("code"), fields.number("cursor_pos"), fields.number("detail_level", 0));
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

        /** The request of these fields. */
        public static History read(FieldReader fields) throws MalformedMessageException {
            return new History(
                    fields.text("hist_access_type"),
                    fields.isSet("output"),
                    fields.isSet("raw"),
                    fields.number("session", 0),
                    fields.number("start", 0),
                    fields.number("stop"),
                    fields.number("n"),
                    fields.text("pattern"),
                    fields.isSet("unique"));
        }
    }

    /** Whether a console should run a text. */
    record IsComplete(String code) implements Shell {
        public IsComplete {
            required(code, "code");
        }

        /** The request of these fields. */
        public static IsComplete read(FieldReader fields) throws MalformedMessageException {
            return new IsComplete(fields.requiredText("code"));
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

        /** The request of these fields. */
        public static CommInfo read(FieldReader fields) throws MalformedMessageException {
            return new CommInfo(fields.text("target_name"));
        }
    }

    /** Who the kernel is. */
    record KernelInfo() implements Shell, Control {}

    /** Where the kernel listens. */
    record Connect() implements Shell {}

    /** A comm that the client opens. */
    record CommOpen(String commId, String targetName, Map<String, Object> data) implements Shell, Control {
        public CommOpen {
            required(commId, "comm_id");
            required(targetName, "target_name");
            data = Contents.ordered(data);
        }

        /** The request of these fields. */
        public static CommOpen read(FieldReader fields) throws MalformedMessageException {
            return new CommOpen(
                    fields.requiredText("comm_id"), fields.requiredText("target_name"), fields.object("data"));
        }
    }

    /** A message on an open comm. */
    record CommMessage(String commId, Map<String, Object> data) implements Shell, Control {
        public CommMessage {
            required(commId, "comm_id");
            data = Contents.ordered(data);
        }

        /** The request of these fields. */
        public static CommMessage read(FieldReader fields) throws MalformedMessageException {
            return new CommMessage(fields.requiredText("comm_id"), fields.object("data"));
        }
    }

    /** A comm that the client closes. */
    record CommClose(String commId, Map<String, Object> data) implements Shell, Control {
        public CommClose {
            required(commId, "comm_id");
            data = Contents.ordered(data);
        }

        /** The request of these fields. */
        public static CommClose read(FieldReader fields) throws MalformedMessageException {
            return new CommClose(fields.requiredText("comm_id"), fields.object("data"));
        }
    }

    /** How much of the machine the kernel uses. */
    record Usage() implements Control {}

    /** Another shell, whose cells run beside those of the others. */
    record CreateSubshell() implements Control {}

    /** End a subshell. */
    record DeleteSubshell(String subshellId) implements Control {
        public DeleteSubshell {
            required(subshellId, "subshell_id");
        }

        /** The request of these fields. */
        public static DeleteSubshell read(FieldReader fields) throws MalformedMessageException {
            return new DeleteSubshell(fields.requiredText("subshell_id"));
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
    record Shutdown(boolean restart) implements Shell, Control {
        /** The request of these fields. */
        public static Shutdown read(FieldReader fields) throws MalformedMessageException {
            return new Shutdown(fields.isSet("restart"));
        }
    }

    private static void required(@Nullable Object value, String name) {
        requireNonNull(value, name + " is null");
    }
}
