package vedette.kernel;

/** A place in a cell's text as Java counts: UTF-16 characters from the start. The message layer converts code points. */
public record Cursor(int charIndex) {

    public Cursor {
        if (charIndex < 0) {
            throw new IllegalArgumentException("charIndex must not be negative: " + charIndex);
        }
    }
}
