package vedette.kernel.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vedette.kernel.message.Header;
import vedette.kernel.message.Json;
import vedette.kernel.message.MalformedMessageException;

/**
 * Messages to frames and back: identities, delimiter, signature, header, parent header, metadata, content, buffers.
 * Safe for any thread.
 */
public final class Codec {

    /** An empty JSON object, as a parent header or metadata. */
    public static final byte[] EMPTY_OBJECT = "{}".getBytes(US_ASCII);

    /** Stands between the identities and what is signed. */
    static final byte[] DELIMITER = "<IDS|MSG>".getBytes(US_ASCII);

    private static final int SIGNED_PARTS = 4;
    private static final int REMEMBERED_SIGNATURES = 65_536;

    private final Signer signer;
    private final String session;
    private final InstantSource clock;
    private final Map<String, Boolean> seenSignatures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_SIGNATURES;
        }
    };

    /**
     * A codec.
     *
     * @param key that signs; empty for none
     * @param scheme how
     * @param session this kernel's, in each header it makes
     * @param clock for the headers' dates
     */
    public Codec(String key, SignatureScheme scheme, String session, InstantSource clock) {
        this.signer = new Signer(key, scheme);
        this.session = session;
        this.clock = clock;
    }

    /** The session that each header of this kernel names. */
    public String session() {
        return session;
    }

    /** The header of a message that is made now. */
    public Header newHeader(String type) {
        return Header.of(type, session, clock.instant());
    }

    /** The frames of a message. Its header is made now. */
    public List<byte[]> encode(Outgoing message) {
        return encode(newHeader(message.type()), message);
    }

    /** The frames of a message whose header was made before. */
    public List<byte[]> encode(Header header, Outgoing message) {
        List<byte[]> parts = List.of(
                Json.write(header),
                message.rawParent(),
                message.metadata().isEmpty() ? EMPTY_OBJECT : Json.write(message.metadata()),
                Json.write(message.content()));
        List<byte[]> frames = new ArrayList<>(message.prefix());
        frames.add(DELIMITER);
        frames.add(signer.sign(parts));
        frames.addAll(parts);
        frames.addAll(message.buffers());
        return frames;
    }

    /**
     * The message in these frames.
     *
     * @throws MalformedMessageException when they are none, or not signed with our key, or came before
     */
    public Incoming decode(List<byte[]> frames) throws MalformedMessageException {
        int delimiter = delimiter(frames);
        int first = delimiter + 2;
        if (frames.size() < first + SIGNED_PARTS) {
            throw new MalformedMessageException("too few frames: " + frames.size(), null);
        }
        List<byte[]> parts = frames.subList(first, first + SIGNED_PARTS);
        checkSignature(frames.get(delimiter + 1), parts);
        Header header = Header.read(Json.fields(parts.getFirst()));
        return new Incoming(
                frames.subList(0, delimiter),
                header,
                parts.getFirst(),
                parts.get(1),
                parts.get(2),
                parts.getLast(),
                frames.subList(first + SIGNED_PARTS, frames.size()));
    }

    private void checkSignature(byte[] signature, List<byte[]> parts) throws MalformedMessageException {
        if (!signer.verifies(signature, parts)) {
            throw new MalformedMessageException("wrong signature", null);
        }
        if (signer.signs()) {
            synchronized (seenSignatures) {
                if (seenSignatures.put(new String(signature, UTF_8), true) != null) {
                    throw new MalformedMessageException("signature seen before", null);
                }
            }
        }
    }

    private static int delimiter(List<byte[]> frames) throws MalformedMessageException {
        for (int i = 0; i < frames.size(); i++) {
            if (Arrays.equals(frames.get(i), DELIMITER)) {
                return i;
            }
        }
        throw new MalformedMessageException("no delimiter in " + frames.size() + " frames", null);
    }
}
