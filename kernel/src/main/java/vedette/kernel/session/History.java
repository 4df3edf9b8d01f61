package vedette.kernel.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;

/** The cells that were run, as long as the kernel lives. Safe for any thread. */
final class History {

    private static final int SESSION = 1;

    private final List<Entry> entries = new ArrayList<>();

    private record Entry(int line, String input, @Nullable String output) {
        List<Object> asked(boolean withOutput) {
            if (!withOutput) {
                return List.of(SESSION, line, input);
            }
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add(input);
            pair.add(output);
            return List.of(SESSION, line, pair);
        }
    }

    /** A cell ran, and this is the text of its result. */
    synchronized void add(int line, String input, Optional<String> output) {
        entries.add(new Entry(line, input, output.orElse(null)));
    }

    /** What a client asks for; nothing where it asks in a way that nobody knows. */
    synchronized Reply.Past find(Request.History request) {
        List<Entry> found = switch (request.histAccessType()) {
            case "tail" -> last(entries, request.n());
            case "range" -> range(request);
            case "search" -> search(request);
            default -> List.of();
        };
        return new Reply.Past(
                found.stream().map(entry -> entry.asked(request.output())).toList());
    }

    private List<Entry> range(Request.History request) {
        if (request.session() != 0 && request.session() != SESSION) {
            return List.of();
        }
        return entries.stream()
                .filter(entry -> entry.line() >= request.start() && entry.line() < request.stop())
                .toList();
    }

    private List<Entry> search(Request.History request) {
        Pattern pattern = glob(request.pattern());
        List<Entry> found = entries.stream()
                .filter(entry -> pattern.matcher(entry.input()).matches())
                .toList();
        if (request.unique()) {
            Map<String, Entry> latest = new LinkedHashMap<>();
            for (Entry entry : found) {
                latest.remove(entry.input());
                latest.put(entry.input(), entry);
            }
            found = List.copyOf(latest.values());
        }
        return last(found, request.n());
    }

    private static List<Entry> last(List<Entry> list, int count) {
        return List.copyOf(list.subList(Math.max(0, list.size() - Math.max(0, count)), list.size()));
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
