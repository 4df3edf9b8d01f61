package vedette.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages and checks signatures. Safe for any thread. An empty key signs nothing and believes everybody. */
final class Signer {

    private final byte[] key;
    private final SignatureScheme scheme;

    Signer(String key, SignatureScheme scheme) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.scheme = scheme;
    }

    boolean signs() {
        return key.length > 0;
    }

    /** The signature's frame: lower-case hex, or nothing without a key. */
    byte[] sign(List<byte[]> parts) {
        if (!signs()) {
            return new byte[0];
        }
        try {
            Mac mac = Mac.getInstance(scheme.algorithm());
            mac.init(new SecretKeySpec(key, scheme.algorithm()));
            parts.forEach(mac::update);
            return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + scheme.algorithm() + " here", e);
        }
    }

    /** Whether a signature is ours. Takes as long for a near miss as for a far one. */
    boolean verifies(byte[] signature, List<byte[]> parts) {
        return !signs() || MessageDigest.isEqual(sign(parts), signature);
    }
}
