package vedette.emulator.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.OptionalLong;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.frame.Ticks;

/** The options in a request to Kusto, where {@code properties} may be an object or text that holds one. */
record KustoOptions(JsonNode options) {

    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(4);
    private static final Duration MOST = Duration.ofHours(1);
    private static final int FRAGMENT_ROWS = 1000;

    /** How long the query may run. */
    Duration limit() {
        OptionalLong ticks = Ticks.parseTimespan(options.path("servertimeout").asText());
        if (ticks.isEmpty() || ticks.getAsLong() <= 0) {
            return DEFAULT_LIMIT;
        }
        Duration asked = Duration.ofNanos(Math.min(ticks.getAsLong(), MOST.toNanos() / 100) * 100);
        return asked.compareTo(MOST) > 0 ? MOST : asked;
    }

    /** How much the query may return: the usual, more or less by the request, or everything. */
    Limits within(Limits usual) {
        if (options.path("notruncation").asBoolean()) {
            return new Limits(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        return new Limits(
                options.path("truncationmaxrecords").asLong(usual.rows()),
                options.path("truncationmaxsize").asLong(usual.bytes()));
    }

    /** Whether rows are to come in fragments, with progress between them. */
    boolean isProgressive() {
        return options.path("results_progressive_enabled").asBoolean();
    }

    /** Rows of a fragment. */
    int fragmentRows() {
        return Math.max(1, options.path("query_results_progressive_row_count").asInt(FRAGMENT_ROWS));
    }

    /** Whether each frame is to stand on a line of its own. */
    boolean hasNewlines() {
        return options.path("results_v2_newlines_between_frames").asBoolean();
    }
}
