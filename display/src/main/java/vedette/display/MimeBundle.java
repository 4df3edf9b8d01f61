package vedette.display;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One value in several representations, from which a front end takes the richest that it can show.
 *
 * <p>Text types hold a {@link String}. Binary types such as {@code image/png} hold {@code byte[]}; the kernel encodes
 * them as Base64. JSON types such as Vega-Lite's hold a tree of maps with string keys, lists, strings, numbers and
 * booleans. Order is kept. Immutable, but for the bytes, which nobody may write to.
 *
 * @param data media type to representation
 * @param metadata media type to its hints for the front end, and hints for the whole bundle
 * @see <a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data">Jupyter messaging</a>
 */
public record MimeBundle(Map<String, Object> data, Map<String, Object> metadata) {

    /** Plain text: every bundle should have it, since it is what consoles and diffs show. */
    public static final String TEXT = "text/plain";

    /** A fragment of HTML. */
    public static final String HTML = "text/html";

    /** A PNG picture as bytes. */
    public static final String PNG = "image/png";

    /** An SVG picture as text. */
    public static final String SVG = "image/svg+xml";

    /** A Vega-Lite 5 specification as a tree. */
    public static final String VEGA_LITE = "application/vnd.vegalite.v5+json";

    public MimeBundle {
        data = ordered(requireNonNull(data, "data is null"));
        metadata = ordered(requireNonNull(metadata, "metadata is null"));
    }

    /** A bundle that is only plain text. */
    public static MimeBundle text(String text) {
        return of(TEXT, text);
    }

    /** A bundle of HTML and of the plain text that stands for it where HTML is not shown. */
    public static MimeBundle html(String html, String text) {
        return of(HTML, html).with(TEXT, text);
    }

    /** A bundle of one representation. */
    public static MimeBundle of(String mediaType, Object representation) {
        return new MimeBundle(Map.of(mediaType, representation), Map.of());
    }

    /** This bundle with one representation added or replaced. */
    public MimeBundle with(String mediaType, Object representation) {
        Map<String, Object> more = new LinkedHashMap<>(data);
        more.put(mediaType, representation);
        return new MimeBundle(more, metadata);
    }

    /** This bundle with the hints for one media type added or replaced. */
    public MimeBundle withMetadata(String mediaType, Map<String, Object> hints) {
        Map<String, Object> more = new LinkedHashMap<>(metadata);
        more.put(mediaType, hints);
        return new MimeBundle(data, more);
    }

    /** This bundle and the representations of another; where both have one, the other's wins. */
    public MimeBundle plus(MimeBundle other) {
        Map<String, Object> moreData = new LinkedHashMap<>(data);
        moreData.putAll(other.data);
        Map<String, Object> moreMetadata = new LinkedHashMap<>(metadata);
        moreMetadata.putAll(other.metadata);
        return new MimeBundle(moreData, moreMetadata);
    }

    /** The plain text, where the bundle has any. */
    public Optional<String> text() {
        return Optional.ofNullable(data.get(TEXT)).map(String::valueOf);
    }

    private static Map<String, Object> ordered(Map<String, Object> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
