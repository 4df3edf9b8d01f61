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

    /** Where the line of an offset ends, before what breaks it. */
    static int endOf(String text, int offset) {
        int start = startOf(text, offset);
        int found = text.indexOf('\n', start);
        int end = found < 0 ? text.length() : found;
        return end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** The line of an offset, without its end. */
    static String textOf(String text, int offset) {
        return text.substring(startOf(text, offset), endOf(text, offset));
    }
}
