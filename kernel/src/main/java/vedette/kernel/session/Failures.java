package vedette.kernel.session;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import vedette.kernel.CellFailure;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.Reply;

/** The failures of cells that the kernel itself makes. */
final class Failures {

    private static final int MAX_TRACE_LINES = 50;

    private Failures() {}

    /** The user interrupted the cell; front ends know this name and show no more than it. */
    static CellFailure interrupted() {
        return of("KeyboardInterrupt", "Interrupted by user");
    }

    /** The client cannot ask its user. */
    static CellFailure noInput() {
        return of("StdinNotImplementedError", "this front end does not support input");
    }

    /** The cell whose thread asks has ended: front ends ask for a cell only while it runs. */
    static CellFailure cellEnded() {
        return of("StdinNotImplementedError", "the cell has ended; input can be asked for while it runs");
    }

    /** The front end answered with something else than a line. */
    static CellFailure unreadableInput(MalformedMessageException reason) {
        return of("EOFException", "the front end's answer cannot be read: " + reason.getMessage());
    }

    /** The user ended the input. */
    static CellFailure endOfInput() {
        return of("EOFException", "the input was ended");
    }

    /** Nobody made this subshell, or it was deleted. */
    static Reply unknownSubshell(String id) {
        String value = "Unknown subshell_id '" + id + "'";
        return new Reply.Failed("UnknownSubshellError", value, List.of(value));
    }

    /** What a language threw: its own failure, or one that we make of something that it let through. */
    static CellFailure of(Throwable thrown) {
        if (thrown instanceof CellFailure failure) {
            return failure;
        }
        String value = thrown.getMessage() == null ? "" : thrown.getMessage();
        return new CellFailure(thrown.getClass().getSimpleName(), value, trace(thrown), thrown);
    }

    private static CellFailure of(String name, String value) {
        return new CellFailure(name, value, List.of(name + ": " + value), null);
    }

    private static List<String> trace(Throwable thrown) {
        try {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            return text.toString().lines().limit(MAX_TRACE_LINES).toList();
        } catch (OutOfMemoryError e) {
            return List.of(thrown.getClass().getName());
        }
    }
}
