package vedette.kernel.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import vedette.kernel.CellContext.StreamName;

/** The main shell, the subshells beside it, and one for what comes on control. Safe for any thread. */
final class Shells {

    private final Shell main;
    private final Shell beside;
    private final BiFunction<String, History, Shell> maker;
    private final Map<String, Shell> subshells = new ConcurrentHashMap<>();

    /** The main shell alone, made as each subshell will be: from the name of its thread and its history. */
    Shells(BiFunction<String, History, Shell> maker, History history) {
        this.maker = maker;
        this.main = maker.apply("cell-lane", history);
        this.beside = maker.apply("comm-lane", History.ofThisSession());
    }

    Shell main() {
        return main;
    }

    /** Where handlers of comms run whose messages come on control: they wait for no cell, and control not for them. */
    Shell beside() {
        return beside;
    }

    /** The shell of this id, the main shell where there is none; empty when nobody made it or it was deleted. */
    Optional<Shell> find(Optional<String> id) {
        return id.isEmpty() ? Optional.of(main) : Optional.ofNullable(subshells.get(id.get()));
    }

    List<String> ids() {
        return List.copyOf(subshells.keySet());
    }

    String create() {
        String id = UUID.randomUUID().toString();
        Shell shell = maker.apply("subshell-" + id, History.ofThisSession());
        subshells.put(id, shell);
        shell.lane().start();
        return id;
    }

    /** Interrupts what runs in a subshell and ends it when what waits there is answered; whether there was one. */
    boolean delete(String id) {
        Shell shell = subshells.remove(id);
        if (shell == null) {
            return false;
        }
        shell.execution().interrupt();
        shell.lane().abortWaiting();
        shell.lane().finish();
        return true;
    }

    /** Interrupts the running cells of all shells. */
    void interrupt() {
        all().forEach(shell -> shell.execution().interrupt());
    }

    /** The shells' lanes. */
    Stream<Lane> lanes() {
        return all().map(Shell::lane);
    }

    /** Prints what came from no thread of ours, under the cell that runs, else under the last one; whether there is one. */
    boolean print(StreamName stream, String text) {
        Optional<SessionCell> speaker = all().flatMap(shell -> shell.execution().running().stream())
                .findFirst()
                .or(() -> main.execution().latest());
        speaker.ifPresent(cell -> cell.print(stream, text));
        return speaker.isPresent();
    }

    private Stream<Shell> all() {
        return Stream.concat(Stream.of(main, beside), subshells.values().stream());
    }
}
