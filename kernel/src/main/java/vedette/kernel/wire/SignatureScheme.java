package vedette.kernel.wire;

import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;

/** How messages are signed, {@code hmac-} and a digest, as a connection file names it. */
public record SignatureScheme(String algorithm) {

    /** The scheme of this name; empty where the platform has none such. */
    public static Optional<SignatureScheme> named(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("hmac-")) {
            return Optional.empty();
        }
        String digest = lower.substring("hmac-".length()).replace('_', '-');
        String algorithm = "Hmac" + digest.toUpperCase(Locale.ROOT);
        try {
            Mac.getInstance(algorithm);
            return Optional.of(new SignatureScheme(algorithm));
        } catch (NoSuchAlgorithmException unknown) {
            return Optional.empty();
        }
    }
}
