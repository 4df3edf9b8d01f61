package vedette.kernel.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;

/**
 * The cells that were run: those of this session as they were typed, with their results; those of sessions before from
 * the store, where there is one. Safe for any thread.
 */
final class History implements AutoCloseable {

    private static final int FIRST_SESSION = 1;

    private final List<Cell> cells = new ArrayList<>();
    private final Optional<HistoryStore> store;

    private History(Optional<HistoryStore> store) {
        this.store = store;
    }

    /** A history that ends with the kernel. */
    static History ofThisSession() {
        return new History(Optional.empty());
    }

    /** A history that goes on from sessions before, and is closed with this object. */
    static History over(HistoryStore store) {
        return new History(Optional.of(store));
    }

    /** A cell that ran. */
    record Cell(
            int session, int line, String input, @Nullable String output) {

        List<Object> asked(boolean withOutput) {
            if (!withOutput) {
                return List.of(session, line, input);
            }
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(input);
            pair.add(output);
            return List.of(session, line, pair);
        }

        private Cell of(int number) {
            return new Cell(number, line, input, output);
        }
    }

    /** A cell ran, and this is the text of its result. */
    synchronized void add(int line, String input, Optional<String> output) {
        cells.add(new Cell(0, line, input, output.orElse(null)));
        store.ifPresent(earlier -> earlier.add(line, input));
    }

    /** What a client asks for; nothing where it asks in a way that nobody knows. */
    synchronized Reply.Past find(Request.History request) {
        int count = Math.max(0, request.n());
        List<Cell> found = switch (request.histAccessType()) {
            case "tail" ->
                last(Stream.concat(earlier(count, "*"), cells.stream()).toList(), count);
            case "range" -> range(request);
            case "search" -> search(request, count);
            default -> List.of();
        };
        int session = session();
        return new Reply.Past(found.stream()
                .map(cell -> cell.session() == 0 ? cell.of(session) : cell)
                .map(cell -> cell.asked(request.output()))
                .toList());
    }

    private int session() {
        return store.map(HistoryStore::session).orElse(FIRST_SESSION);
    }

    private Stream<Cell> earlier(int count, String glob) {
        return store.map(before -> before.latest(count, glob)).orElse(List.of()).stream();
    }

    private List<Cell> range(Request.History request) {
        boolean running = request.session() == 0 || request.session() == session();
        List<Cell> all = running
                ? cells
                : store.map(before -> before.session(request.session())).orElse(List.of());
        return all.stream()
                .filter(cell -> cell.line() >= request.start() && cell.line() < request.stop())
                .toList();
    }

    private List<Cell> search(Request.History request, int count) {
        Pattern pattern = glob(request.pattern());
        // Of equal cells only the last counts, so that more are needed than are asked for.
        Stream<Cell> before = earlier(request.unique() ? Integer.MAX_VALUE : count, request.pattern());
        List<Cell> found = Stream.concat(
                        before,
                        cells.stream()
                                .filter(cell -> pattern.matcher(cell.input()).matches()))
                .toList();
        if (request.unique()) {
            Map<String, Cell> latest = new LinkedHashMap<>();
            for (Cell cell : found) {
                latest.remove(cell.input());
                latest.put(cell.input(), cell);
            }
            found = List.copyOf(latest.values());
        }
        return last(found, count);
    }

    private static List<Cell> last(List<Cell> list, int count) {
        return List.copyOf(list.subList(Math.max(0, list.size() - count), list.size()));
    }

    /** A pattern for the whole of a text; where a part between two asterisks is found first, it stays. */
    private static Pattern glob(String glob) {
        String[] parts = glob.split("\\*", -1);
        StringBuilder regex = new StringBuilder(literally(parts[0]));
        for (int i = 1; i < parts.length - 1; i++) {
            regex.append("(?>.*?").append(literally(parts[i])).append(')');
        }
        if (parts.length > 1) {
            regex.append(".*").append(literally(parts[parts.length - 1]));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String literally(String part) {
        return Stream.of(part.split("\\?", -1)).map(Pattern::quote).collect(Collectors.joining("."));
    }

    @Override
    public void close() {
        store.ifPresent(HistoryStore::close);
    }
}
