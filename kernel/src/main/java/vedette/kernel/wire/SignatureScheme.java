package vedette.kernel.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How messages are signed, {@code hmac-} and a digest, as a connection file names it: those of Python's {@code hashlib}
 * that Java has too.
 *
 * @param digest Java's name of the digest
 * @param blockBytes how many bytes the digest takes in at a time
 */
public record SignatureScheme(String digest, int blockBytes) {

    private static final String PREFIX = "hmac-";

    private static final Map<String, SignatureScheme> BY_DIGEST = Map.of(
            "md5", new SignatureScheme("MD5", 64),
            "sha1", new SignatureScheme("SHA-1", 64),
            "sha224", new SignatureScheme("SHA-224", 64),
            "sha256", new SignatureScheme("SHA-256", 64),
            "sha384", new SignatureScheme("SHA-384", 128),
            "sha512", new SignatureScheme("SHA-512", 128),
            "sha3_224", new SignatureScheme("SHA3-224", 144),
            "sha3_256", new SignatureScheme("SHA3-256", 136),
            "sha3_384", new SignatureScheme("SHA3-384", 104),
            "sha3_512", new SignatureScheme("SHA3-512", 72));

    /** The scheme of this name; empty where there is none such. */
    public static Optional<SignatureScheme> named(String scheme) {
        String lower = scheme.toLowerCase(Locale.ROOT);
        return lower.startsWith(PREFIX)
                ? Optional.ofNullable(
                        BY_DIGEST.get(lower.substring(PREFIX.length()).replace('-', '_')))
                : Optional.empty();
    }
}
