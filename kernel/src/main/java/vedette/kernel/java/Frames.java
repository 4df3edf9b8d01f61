package vedette.kernel.java;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where something was thrown, as the user of a cell shall see it: down to the cell, without what is ours. */
final class Frames {

    private static final Pattern CELL_CLASS = Pattern.compile("cells\\.\\$Cell\\d+(?:\\$(.*))?");
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.+)\\$\\d+");
    private static final int MOST_FRAMES = 40;

    private Frames() {}

    /** The lines for a stack trace. */
    static List<String> of(List<StackTraceElement> trace) {
        return shortened(joined(lines(trace)));
    }

    /** Whether a frame is in the code of a cell. */
    static boolean isOfCell(StackTraceElement frame) {
        return CELL_CLASS.matcher(frame.getClassName()).matches();
    }

    private static List<String> lines(List<StackTraceElement> trace) {
        List<String> found = new ArrayList<>();
        // Those of the JDK are shown where what is shown has called them.
        List<String> called = new ArrayList<>();
        boolean isInValue = false;
        boolean isOfJdkAlone = true;
        for (StackTraceElement frame : trace) {
            String owner = frame.getClassName();
            if (isEntry(frame)) {
                found.addAll(called);
                String line = line(frame);
                // The lambda around a value has told the place.
                if (!isInValue && (found.isEmpty() || !found.getLast().equals(line))) {
                    found.add(line);
                }
                return found;
            }
            isInValue = owner.equals(CellRuntime.class.getName())
                    && frame.getMethodName().equals("$value");
            isOfJdkAlone &= isOfJdk(frame);
            if (isOurs(owner)) {
                called.clear();
            } else if (isOfJdk(frame)) {
                called.add(line(frame));
            } else {
                found.addAll(called);
                called.clear();
                found.add(line(frame));
            }
        }
        return isOfJdkAlone ? called : found;
    }

    private static boolean isEntry(StackTraceElement frame) {
        return isOfCell(frame) && frame.getMethodName().equals(UnitBuilder.RUN);
    }

    private static boolean isOurs(String owner) {
        return owner.startsWith("vedette.kernel.") || owner.startsWith("vedette.display.");
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private static List<String> joined(List<String> lines) {
        List<String> joined = new ArrayList<>();
        int repeated = 0;
        for (String line : lines) {
            if (!joined.isEmpty() && joined.getLast().equals(line)) {
                repeated++;
                continue;
            }
            addRepeated(joined, repeated);
            repeated = 0;
            joined.add(line);
        }
        addRepeated(joined, repeated);
        return joined;
    }

    private static void addRepeated(List<String> joined, int times) {
        if (times > 0) {
            joined.add("    ... " + times + " more of the same");
        }
    }

    private static List<String> shortened(List<String> lines) {
        if (lines.size() <= MOST_FRAMES) {
            return lines;
        }
        int half = MOST_FRAMES / 2;
        List<String> cut = new ArrayList<>(lines.subList(0, half));
        cut.add("    ... " + (lines.size() - MOST_FRAMES) + " more");
        cut.addAll(lines.subList(lines.size() - half, lines.size()));
        return cut;
    }

    private static String line(StackTraceElement frame) {
        Matcher cell = CELL_CLASS.matcher(frame.getClassName());
        return "    at " + (cell.matches() ? place(frame, cell.group(1)) : UserNames.escape(frame.toString()));
    }

    private static String place(StackTraceElement frame, String nested) {
        String place = CellText.place(String.valueOf(frame.getFileName()), frame.getLineNumber());
        Matcher lambda = LAMBDA.matcher(frame.getMethodName());
        String method = lambda.matches() ? lambda.group(1) : frame.getMethodName();
        if (method.equals(UnitBuilder.RUN) || method.equals("<clinit>")) {
            return place;
        }
        return (nested == null ? method : UserNames.member(nested, method)) + " (" + place + ")";
    }
}
