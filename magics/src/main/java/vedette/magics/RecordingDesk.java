package vedette.magics;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import vedette.kql.query.QueryResult;
import vedette.kql.recording.AnswerFile;
import vedette.kql.recording.Recording;

/** Which recordings a notebook writes to and reads from now. Safe for any thread. */
final class RecordingDesk {

    private final AtomicReference<State> state = new AtomicReference<>(new State(Optional.empty(), Optional.empty()));

    /** A question under which an answer is kept, with what a person wants to know of it. */
    record Key(Recording.Key key, Map<String, String> about) {}

    private record Named(String name, Recording recording) {}

    private record State(Optional<Named> written, Optional<Named> read) {}

    /**
     * The key of a request: connection, query, stretch of time as it was said, workspaces, tier and properties.
     */
    static Key key(String connection, QueryRunner.Prepared prepared) {
        String time = prepared.time().map(AskedTime::text).orElse("");
        List<String> parts = new ArrayList<>(List.of(
                connection,
                prepared.request().text(),
                time,
                prepared.request().tier().name(),
                String.valueOf(prepared.request().workspaces().size())));
        parts.addAll(prepared.request().workspaces());
        new TreeMap<>(prepared.request().properties()).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        Map<String, String> about = new HashMap<>();
        about.put("connection", connection);
        about.put("query", prepared.request().text());
        about.put("time", time);
        about.put("asked", prepared.asked().toString());
        return new Key(new Recording.Key(parts), about);
    }

    /** From here on answers are recorded, and questions whose answer is recorded are not asked. */
    void write(String name, Path folder) {
        state.updateAndGet(now -> new State(Optional.of(new Named(name, new Recording(folder))), now.read()));
    }

    /** From here on all answers come from a recording. */
    void read(String name, Path folder) {
        state.updateAndGet(now -> new State(now.written(), Optional.of(new Named(name, new Recording(folder)))));
    }

    void stopWriting() {
        state.updateAndGet(now -> new State(Optional.empty(), now.read()));
    }

    void stopReading() {
        state.updateAndGet(now -> new State(now.written(), Optional.empty()));
    }

    /** The name of the recording that answers come from. */
    Optional<String> replaying() {
        return state.get().read().map(Named::name);
    }

    /** The name of the recording that answers go to. */
    Optional<String> recording() {
        return state.get().written().map(Named::name);
    }

    /**
     * The recorded answer, while answers come from a recording.
     *
     * @throws vedette.kernel.CellFailure where the recording has none: nothing else is asked meanwhile
     */
    Optional<QueryResult> replay(Key key) {
        Optional<Named> read = state.get().read();
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Optional<QueryResult> answer = read.get().recording().find(key.key());
        if (answer.isEmpty()) {
            throw KqlFailure.of("the recording " + read.get().name() + " has no answer to this query on "
                    + key.about().get("connection")
                    + " with this time range; %kql --use_cache_stop asks the service again,"
                    + " %kql --cache " + read.get().name() + " records");
        }
        return answer;
    }

    /** Keeps an answer, while answers are recorded. */
    void record(Key key, QueryResult answer) {
        state.get()
                .written()
                .ifPresent(named -> named.recording().keep(key.key(), new AnswerFile(key.about(), answer)));
    }
}
