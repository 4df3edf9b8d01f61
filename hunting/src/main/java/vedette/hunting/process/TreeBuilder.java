package vedette.hunting.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds each process's parent. */
final class TreeBuilder {

    /*
     * Ids of processes come round again, and are those of one machine. So a parent is the latest process of the same
     * machine with that id and, where the log names it, that program, which had started when the child did. Logs are
     * not exact: a parent that was logged a moment after its child counts where no earlier one does. A parent that is
     * not in the log is put in, once for all children that name it in the same way.
     * Nothing is recursive: real logs hold chains of more than 800 processes.
     */
    private static final Duration LATE = Duration.ofSeconds(2);
    private static final int NONE = -1;

    private final List<LoggedProcess> processes;
    private final Map<String, List<Integer>> byId = new HashMap<>();
    private final Map<String, Integer> synthesized = new HashMap<>();
    private int[] parents;

    private TreeBuilder(List<LoggedProcess> logged) {
        processes = new ArrayList<>(logged);
        processes.sort(Comparator.comparing(process -> process.start().orElse(Instant.MIN)));
        parents = new int[processes.size()];
        Arrays.fill(parents, NONE);
    }

    static List<ProcessNode> build(List<LoggedProcess> logged) {
        TreeBuilder builder = new TreeBuilder(logged);
        builder.link();
        return builder.nodes();
    }

    private static String idKey(String host, String pid) {
        return host.toLowerCase(Locale.ROOT) + "\0" + pid;
    }

    private void link() {
        int logged = processes.size();
        for (int i = 0; i < logged; i++) {
            LoggedProcess process = processes.get(i);
            byId.computeIfAbsent(idKey(process.host(), process.pid()), key -> new ArrayList<>())
                    .add(i);
        }
        for (int i = 0; i < logged; i++) {
            LoggedProcess process = processes.get(i);
            if (process.parentPid().isEmpty()) {
                continue;
            }
            int parent = parentOf(i, process);
            if (parent == NONE || processes.get(parent).row().isEmpty()) {
                parent = synthesize(process, parent);
            }
            setParent(i, parent);
        }
    }

    private void setParent(int child, int parent) {
        parents[child] = parent;
    }

    private int parentOf(int child, LoggedProcess process) {
        List<Integer> candidates = byId.getOrDefault(idKey(process.host(), process.parentPid()), List.of());
        int late = NONE;
        for (int i = candidates.size() - 1; i >= 0; i--) {
            int candidate = candidates.get(i);
            if (candidate == child || !isNamed(processes.get(candidate), process)) {
                continue;
            }
            Optional<Duration> ahead = ahead(processes.get(candidate), process);
            boolean inTime = ahead.isEmpty() || !ahead.get().isNegative();
            if (inTime && !isBelow(candidate, child)) {
                return candidate;
            }
            boolean almost = !inTime && ahead.get().negated().compareTo(LATE) <= 0;
            late = almost && !isBelow(candidate, child) ? candidate : late;
        }
        return late;
    }

    /** How long the candidate had run when the child started, where both times are known. */
    private static Optional<Duration> ahead(LoggedProcess candidate, LoggedProcess child) {
        return candidate.start().flatMap(start -> child.start().map(other -> Duration.between(start, other)));
    }

    private static boolean isNamed(LoggedProcess candidate, LoggedProcess child) {
        if (child.parentStart().isPresent() && !candidate.start().equals(child.parentStart())) {
            return false;
        }
        return child.parentImage()
                .filter(image -> !image.isEmpty())
                .map(image -> image.toLowerCase(Locale.ROOT).equals(candidate.imageKey()))
                .orElse(true);
    }

    /** Whether a process stands somewhere below another, so that it cannot be the other's parent. */
    private boolean isBelow(int process, int other) {
        for (int at = process; at != NONE; at = parents[at]) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }

    /**
     * The parent that a row names and the log does not hold; it may be there already for another row, which knew less of
     * it: as a grandparent only, without a parent of its own.
     */
    private int synthesize(LoggedProcess child, int known) {
        LoggedProcess parent = new LoggedProcess(
                OptionalInt.empty(),
                child.host(),
                child.parentPid(),
                child.parentImage().orElse(""),
                "",
                "",
                child.parentStart(),
                child.grandparentPid(),
                Optional.of(child.grandparentImage()),
                child.grandparentStart(),
                "",
                "",
                Optional.empty());
        String key = idKey(parent.host(), parent.pid()) + "\0" + parent.imageKey() + "\0" + parent.start();
        int index = known == NONE ? synthesized.computeIfAbsent(key, missing -> add(parent)) : known;
        if (parents[index] == NONE && !parent.parentPid().isEmpty()) {
            int above = parentOf(index, parent);
            setParent(index, above == NONE ? synthesize(parent, NONE) : above);
        }
        return index;
    }

    private int add(LoggedProcess process) {
        int index = processes.size();
        processes.add(process);
        parents = Arrays.copyOf(parents, Math.max(parents.length, index + 1 + index / 4));
        Arrays.fill(parents, index, parents.length, NONE);
        byId.computeIfAbsent(idKey(process.host(), process.pid()), key -> new ArrayList<>())
                .addFirst(index);
        return index;
    }

    private List<ProcessNode> nodes() {
        int size = processes.size();
        List<List<Integer>> children = new ArrayList<>(Collections.nCopies(size, List.of()));
        for (int i = 0; i < size; i++) {
            if (parents[i] != NONE) {
                if (children.get(parents[i]).isEmpty()) {
                    children.set(parents[i], new ArrayList<>());
                }
                children.get(parents[i]).add(i);
            }
        }
        int[] depths = depths(children);
        List<ProcessNode> nodes = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            LoggedProcess process = processes.get(i);
            nodes.add(new ProcessNode(
                    process.row(),
                    process.host(),
                    process.pid(),
                    process.image(),
                    process.commandLine(),
                    process.account(),
                    process.start(),
                    children.get(i),
                    parents[i] == NONE ? OptionalInt.empty() : OptionalInt.of(parents[i]),
                    depths[i]));
        }
        return List.copyOf(nodes);
    }

    private int[] depths(List<List<Integer>> children) {
        int[] depths = new int[processes.size()];
        List<Integer> level = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            if (parents[i] == NONE) {
                level.add(i);
            }
        }
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<Integer> next = new ArrayList<>();
            for (int node : level) {
                depths[node] = depth;
                next.addAll(children.get(node));
            }
            level = next;
        }
        return depths;
    }
}
