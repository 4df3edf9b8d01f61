package vedette.kernel.java;

/** Lines and columns of a text. */
final class Lines {

    private Lines() {}

    /** The line of an offset, from 1. */
    static int lineOf(String text, int offset) {
        int line = 1;
        int end = Math.min(offset, text.length());
        for (int i = 0; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** Where the line of an offset starts. */
    static int startOf(String text, int offset) {
        return text.lastIndexOf('\n', Math.min(offset, text.length()) - 1) + 1;
    }

    /** The line of an offset, without its end. */
    static String textOf(String text, int offset) {
        int start = startOf(text, offset);
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }
}
