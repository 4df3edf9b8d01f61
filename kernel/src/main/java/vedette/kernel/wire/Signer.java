package vedette.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs messages and checks signatures. Safe for any thread. An empty key signs nothing and believes everybody.
 *
 * <p>The code is HMAC of RFC 2104, over a digest of the JDK. The JDK's own HMAC lies in a provider behind several others,
 * all of which a first use would start, and a client waits for that.
 */
final class Signer {

    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final SignatureScheme scheme;
    private final boolean signs;
    private final byte[] innerKey;
    private final byte[] outerKey;

    Signer(String key, SignatureScheme scheme) {
        this.scheme = scheme;
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        signs = bytes.length > 0;
        byte[] block =
                Arrays.copyOf(bytes.length > scheme.blockBytes() ? digest().digest(bytes) : bytes, scheme.blockBytes());
        innerKey = padded(block, INNER);
        outerKey = padded(block, OUTER);
    }

    private static byte[] padded(byte[] block, byte padding) {
        byte[] padded = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            padded[i] = (byte) (block[i] ^ padding);
        }
        return padded;
    }

    boolean signs() {
        return signs;
    }

    /** The signature's frame: lower-case hex, or nothing without a key. */
    byte[] sign(List<byte[]> parts) {
        if (!signs) {
            return new byte[0];
        }
        MessageDigest message = digest();
        message.update(innerKey);
        parts.forEach(message::update);
        MessageDigest code = digest();
        code.update(outerKey);
        return HexFormat.of().formatHex(code.digest(message.digest())).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a signature is ours. Takes as long for a near miss as for a far one. */
    boolean verifies(byte[] signature, List<byte[]> parts) {
        return !signs || MessageDigest.isEqual(sign(parts), signature);
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(scheme.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no " + scheme.digest(), e);
        }
    }
}
