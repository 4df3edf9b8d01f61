package vedette.emulator.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a request to Log Analytics asks for in its header {@code Prefer}. Names' case does not matter. */
record Prefer(Map<String, String> asked) {

    private static final int DEFAULT_SECONDS = 180;
    private static final int MOST_SECONDS = 600;

    /** The preferences in a header's value. */
    static Prefer of(Optional<String> header) {
        Map<String, String> asked = new LinkedHashMap<>();
        for (String preference : header.orElse("").split("[,;]", -1)) {
            String[] parts = preference.strip().split("=", 2);
            if (parts.length == 2) {
                asked.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip());
            }
        }
        return new Prefer(asked);
    }

    /** How long the query may run: at most ten minutes, and three where nothing is asked for. */
    Duration limit() {
        try {
            int seconds = Integer.parseInt(asked.getOrDefault("wait", "" + DEFAULT_SECONDS));
            return Duration.ofSeconds(Math.clamp(seconds, 1, MOST_SECONDS));
        } catch (NumberFormatException e) {
            return Duration.ofSeconds(DEFAULT_SECONDS);
        }
    }

    /** Whether a part of the answer is asked for, for example {@code render}. */
    boolean includes(String part) {
        return asked.getOrDefault("include-" + part.toLowerCase(Locale.ROOT), "")
                .equalsIgnoreCase("true");
    }

    /** Whether the answer is to be in Kusto's own form. */
    boolean wantsKusto() {
        return asked.getOrDefault("ai.response-thinning", "").equalsIgnoreCase("false");
    }

    /** What was heeded, for the header {@code Preference-Applied}; empty where nothing was asked for. */
    Optional<String> applied() {
        List<String> applied = new ArrayList<>();
        asked.forEach((name, value) -> {
            if (name.equals("wait")) {
                applied.add("wait=" + limit().toSeconds());
            } else if (name.startsWith("include-") || name.startsWith("ai.")) {
                applied.add(name + "=" + value);
            }
        });
        return applied.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", applied));
    }
}
