package vedette.hunting.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A process of a tree.
 *
 * @param row the row of the frame that it comes from; none where it is only known as somebody's parent
 * @param host the machine, as logged
 * @param pid its id, as logged
 * @param image its program, as logged
 * @param commandLine how it was started, or empty
 * @param account as whom it runs, or empty
 * @param start when it started, where that is known
 * @param children the processes that it started, in order of time, as indexes of the tree's nodes
 * @param parent who started it, as an index of the tree's nodes; none for a root
 * @param depth how many processes stand above it
 */
public record ProcessNode(
        OptionalInt row,
        String host,
        String pid,
        String image,
        String commandLine,
        String account,
        Optional<Instant> start,
        List<Integer> children,
        OptionalInt parent,
        int depth) {

    public ProcessNode {
        children = List.copyOf(children);
    }

    /** The program's file name. */
    public String fileName() {
        return fileName(image);
    }

    static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('\\'), path.lastIndexOf('/')) + 1);
    }

    /** Whether nobody is known to have started it. */
    public boolean isRoot() {
        return parent.isEmpty();
    }

    /** Whether it started nothing. */
    public boolean isLeaf() {
        return children.isEmpty();
    }
}
