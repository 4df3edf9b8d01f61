package vedette.kernel;

/** Whether a console should run a text. */
public sealed interface Completeness {

    /** It can run. */
    record Complete() implements Completeness {}

    /** It goes on; the next line is indented by {@code indent}. */
    record Incomplete(String indent) implements Completeness {}

    /** It is wrong, whatever follows. */
    record Invalid() implements Completeness {}

    /** Nobody can tell. */
    record Unknown() implements Completeness {}
}
