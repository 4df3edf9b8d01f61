package vedette.hunting.process;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import vedette.display.Displayable;
import vedette.display.MimeBundle;
import vedette.frame.Frames;

/**
 * The processes of a log as a forest: who started whom, over several machines, ids that come round again, and parents
 * that the log does not hold. Shown as nested sections that fold without scripts, and as text. Immutable; methods give
 * new trees.
 */
public final class ProcessTree implements Displayable {

    private final Table table;
    private final ProcessSchema schema;
    private final List<ProcessNode> nodes;
    private final Set<Integer> shown;
    private final Optional<String> colour;

    private ProcessTree(
            Table table, ProcessSchema schema, List<ProcessNode> nodes, Set<Integer> shown, Optional<String> colour) {
        this.table = table;
        this.schema = schema;
        this.nodes = nodes;
        this.shown = shown;
        this.colour = colour;
    }

    /**
     * The tree of a process log whose shape is recognised by its columns: Windows event 4688, Sysmon event 1, Defender's
     * DeviceProcessEvents, or assembled Linux audit records.
     *
     * @throws IllegalArgumentException when no shape fits
     */
    public static ProcessTree of(Table table) {
        return of(table, ProcessSchema.of(table));
    }

    /** The tree of a process log of a given shape. */
    public static ProcessTree of(Table table, ProcessSchema schema) {
        List<ProcessNode> nodes = TreeBuilder.build(LoggedProcess.read(table, schema));
        Set<Integer> all =
                new HashSet<>(IntStream.range(0, nodes.size()).boxed().toList());
        return new ProcessTree(table, schema, nodes, all, Optional.empty());
    }

    /** All processes, those that are not shown included; parents and children are indexes of this list. */
    public List<ProcessNode> nodes() {
        return nodes;
    }

    /** Colours processes by a numeric column of the frame, the more the higher the number. */
    public ProcessTree colorBy(String column) {
        if (!table.columnNames().contains(column)
                || !Frames.type(table.column(column)).isNumeric()) {
            throw new IllegalArgumentException("column must be a numeric column of the frame: " + column);
        }
        return new ProcessTree(table, schema, nodes, shown, Optional.of(column));
    }

    /**
     * Shows only the processes that the colour's column ranks highest, with all that stand above them and what they
     * started.
     *
     * @throws IllegalStateException when there is no such column yet
     */
    public ProcessTree focus(int highest) {
        if (colour.isEmpty()) {
            throw new IllegalStateException("focus needs a column to rank by; call colorBy first");
        }
        List<Integer> ranked = shown.stream()
                .filter(index -> value(nodes.get(index)).isPresent())
                .sorted(Comparator.comparing(
                                (Integer index) -> value(nodes.get(index)).orElseThrow())
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .limit(highest)
                .toList();
        return around(ranked);
    }

    /** Shows only the processes whose program or command line contains a text, with those above and below them. */
    public ProcessTree containing(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return around(matching(node -> node.image().toLowerCase(Locale.ROOT).contains(wanted)
                || node.commandLine().toLowerCase(Locale.ROOT).contains(wanted)));
    }

    /** Shows only the processes of one machine. */
    public ProcessTree onHost(String host) {
        return around(matching(node -> node.host().equalsIgnoreCase(host)));
    }

    private List<Integer> matching(Predicate<ProcessNode> wanted) {
        return shown.stream().filter(index -> wanted.test(nodes.get(index))).toList();
    }

    private ProcessTree around(List<Integer> wanted) {
        Set<Integer> kept = new HashSet<>();
        for (int index : wanted) {
            for (int at = index; kept.add(at) && nodes.get(at).parent().isPresent(); ) {
                at = nodes.get(at).parent().getAsInt();
            }
        }
        Deque<Integer> below = new ArrayDeque<>(wanted);
        while (!below.isEmpty()) {
            for (int child : nodes.get(below.pop()).children()) {
                if (kept.add(child)) {
                    below.push(child);
                }
            }
        }
        return new ProcessTree(table, schema, nodes, kept, colour);
    }

    /** How large the forest is. */
    public Summary summary() {
        int roots = (int) nodes.stream().filter(ProcessNode::isRoot).count();
        int leaves = (int)
                nodes.stream().filter(node -> node.isLeaf() && !node.isRoot()).count();
        int isolated = (int)
                nodes.stream().filter(node -> node.isLeaf() && node.isRoot()).count();
        int depth = nodes.stream().mapToInt(node -> node.depth() + 1).max().orElse(0);
        return new Summary(nodes.size(), roots, leaves, nodes.size() - roots - leaves, isolated, depth);
    }

    /**
     * Figures of a forest.
     *
     * @param processes all processes, parents that the log does not hold included
     * @param roots those that nobody is known to have started
     * @param leaves those below a root that started nothing
     * @param branches those below a root that started something
     * @param isolated roots that started nothing
     * @param depth how many processes the longest chain has
     */
    public record Summary(int processes, int roots, int leaves, int branches, int isolated, int depth) {}

    Set<Integer> shown() {
        return shown;
    }

    String shape() {
        return schema.name();
    }

    Optional<String> colour() {
        return colour;
    }

    /** The number that colours a process. */
    Optional<Double> value(ProcessNode node) {
        return colour.filter(column -> node.row().isPresent())
                .flatMap(
                        column -> Frames.number(table.column(column), node.row().getAsInt()));
    }

    @Override
    public MimeBundle toMimeBundle() {
        return MimeBundle.html(TreeHtml.of(this), TreeText.of(this));
    }
}
