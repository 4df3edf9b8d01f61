package vedette.magics;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.kernel.CellFailure;
import vedette.kql.query.Sending;
import vedette.kql.query.Sending.Tag;

/** How the options of a query say that it is sent. */
final class RequestSending {

    private static final String RETRY = "retry";
    private static final Map<Tag, String> TAGS = Map.of(
            Tag.ID, "request_id_tag",
            Tag.APPLICATION, "request_app_tag",
            Tag.USER, "request_user_tag",
            Tag.AGENT, "request_user_agent_tag");

    private RequestSending() {}

    /**
     * What the options come to.
     *
     * @throws CellFailure where one of them cannot be sent; it does not repeat the tag
     */
    static Sending of(Settings settings) {
        Map<Tag, String> tags = new EnumMap<>(Tag.class);
        // An empty text takes back what the notebook's own options say.
        TAGS.forEach((tag, option) -> settings.text(option)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> tags.put(tag, checked(tag, text))));
        return new Sending(retries(settings.count(RETRY)), tags);
    }

    private static String checked(Tag tag, String text) {
        try {
            return new Sending(OptionalInt.empty(), Map.of(tag, text)).tag(tag).orElseThrow();
        } catch (IllegalArgumentException e) {
            throw KqlFailure.of("-" + TAGS.get(tag) + ": " + e.getMessage());
        }
    }

    private static OptionalInt retries(OptionalLong count) {
        if (count.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            OptionalInt retries = OptionalInt.of(Math.toIntExact(count.getAsLong()));
            return new Sending(retries, Map.of()).retries();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw KqlFailure.of("-" + RETRY + ": write a number from 0 to " + Sending.MOST_RETRIES);
        }
    }
}
