package vedette.kernel.magic;

import java.util.AbstractList;
import java.util.List;

/** The lines that a command has printed, of a type that cells can name. */
public final class OutputLines extends AbstractList<String> {

    private final List<String> lines;

    OutputLines(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    @Override
    public String get(int index) {
        return lines.get(index);
    }

    @Override
    public int size() {
        return lines.size();
    }
}
