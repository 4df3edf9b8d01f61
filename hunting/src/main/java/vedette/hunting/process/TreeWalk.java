package vedette.hunting.process;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** A tree's shown processes from top to bottom, each entered and, behind all below it, left. */
final class TreeWalk {

    private TreeWalk() {}

    /** Coming to a process, or leaving it. */
    sealed interface Step {}

    /** A process, and whether any below it are shown. */
    record Enter(ProcessNode node, boolean hasShownChildren) implements Step {}

    /** All below a process are done. */
    record Leave(ProcessNode node) implements Step {}

    /** The steps of at most so many processes; machines in order of their names, roots in order of time. */
    static List<Step> of(ProcessTree tree, int most) {
        List<ProcessNode> nodes = tree.nodes();
        Set<Integer> shown = tree.shown();
        List<Integer> roots = shown.stream()
                .filter(index -> nodes.get(index).isRoot())
                .sorted(Comparator.comparing((Integer index) -> nodes.get(index).host())
                        .thenComparing(index -> firstTime(nodes, nodes.get(index)))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Step> steps = new ArrayList<>();
        int entered = 0;
        Deque<Step> pending = new ArrayDeque<>();
        roots.reversed().forEach(root -> pending.push(enter(nodes.get(root), shown)));
        while (!pending.isEmpty()) {
            Step step = pending.pop();
            if (step instanceof Enter enter) {
                if (entered++ >= most) {
                    continue;
                }
                pending.push(new Leave(enter.node()));
                enter.node().children().reversed().stream()
                        .filter(shown::contains)
                        .forEach(child -> pending.push(enter(nodes.get(child), shown)));
            }
            steps.add(step);
        }
        return steps;
    }

    private static Enter enter(ProcessNode node, Set<Integer> shown) {
        return new Enter(node, node.children().stream().anyMatch(shown::contains));
    }

    /** When a root started; one that the log does not hold started before its first child. */
    private static Instant firstTime(List<ProcessNode> nodes, ProcessNode root) {
        return root.start()
                .orElseGet(() -> root.children().stream()
                        .flatMap(child -> nodes.get(child).start().stream())
                        .findFirst()
                        .orElse(Instant.MIN));
    }
}
