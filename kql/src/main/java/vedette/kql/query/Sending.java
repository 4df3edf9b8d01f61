package vedette.kql.query;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a request is sent. It changes nothing of the answer, and connections that send nothing take no notice.
 *
 * @param retries how often the request is sent again at most, whether it was throttled or met a fault; empty for what
 *     the connection does by itself. A query that ran out of time is never sent again
 * @param tags what a service writes into its logs beside the request
 */
public record Sending(OptionalInt retries, Map<Tag, String> tags) {

    /** How often a request may be sent again at most; more would only hide that a service is down. */
    public static final int MOST_RETRIES = 100;

    /** Nothing special. */
    public static final Sending USUAL = new Sending(OptionalInt.empty(), Map.of());

    private static final int LONGEST_TAG = 200;

    /** Where a tag stands. */
    public enum Tag {
        /** In the id of the request. */
        ID,
        /** In the name of the application. */
        APPLICATION,
        /** As the user, besides whoever signed in. */
        USER,
        /** In the name of the program. */
        AGENT
    }

    /** Checks that tags can stand in a line of HTTP. */
    public Sending {
        requireNonNull(retries, "retries is null");
        if (retries.orElse(0) < 0 || retries.orElse(0) > MOST_RETRIES) {
            throw new IllegalArgumentException("retries must be from 0 to " + MOST_RETRIES + ": " + retries.getAsInt());
        }
        for (Map.Entry<Tag, String> tag : tags.entrySet()) {
            check(tag.getKey(), tag.getValue());
        }
        Map<Tag, String> ordered = new EnumMap<>(Tag.class);
        ordered.putAll(tags);
        tags = Collections.unmodifiableMap(ordered);
    }

    /** One line of visible ASCII, since whatever else a header held would be read as another header, or not at all. */
    private static void check(Tag tag, String text) {
        boolean isVisible = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        if (text.isBlank() || text.length() > LONGEST_TAG || !isVisible || !text.equals(text.strip())) {
            throw new IllegalArgumentException("the tag " + tag + " must be 1 to " + LONGEST_TAG
                    + " visible characters of ASCII, without blanks around them");
        }
    }

    /** The text of a tag, where there is one. */
    public Optional<String> tag(Tag tag) {
        return Optional.ofNullable(tags.get(tag));
    }
}
