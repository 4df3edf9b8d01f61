package vedette.kernel.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerTest {

    private static final List<byte[]> PARTS = List.of("{\"a\": 1}".getBytes(UTF_8), new byte[0], "{ä}".getBytes(UTF_8));

    @ParameterizedTest
    @CsvSource({
        "hmac-md5, HmacMD5",
        "hmac-sha1, HmacSHA1",
        "hmac-sha224, HmacSHA224",
        "hmac-sha256, HmacSHA256",
        "HMAC-SHA256, HmacSHA256",
        "hmac-sha384, HmacSHA384",
        "hmac-sha512, HmacSHA512",
        "hmac-sha3_224, HmacSHA3-224",
        "hmac-sha3_256, HmacSHA3-256",
        "hmac-sha3-256, HmacSHA3-256",
        "hmac-sha3_384, HmacSHA3-384",
        "hmac-sha3_512, HmacSHA3-512",
    })
    void signsAsTheJdkDoes(String name, String algorithm) throws GeneralSecurityException {
        SignatureScheme scheme = SignatureScheme.named(name).orElseThrow();
        int block = scheme.blockBytes();
        for (int length : new int[] {1, 36, block - 1, block, block + 1, 3 * block}) {
            String key = "k".repeat(length);
            Signer signer = new Signer(key, scheme);

            byte[] signature = signer.sign(PARTS);

            assertThat(new String(signature, US_ASCII))
                    .as("a key of %d bytes", length)
                    .isEqualTo(expected(algorithm, key));
            assertThat(signer.verifies(signature, PARTS)).isTrue();
            assertThat(signer.verifies(signature, PARTS.reversed())).isFalse();
        }
    }

    private static String expected(String algorithm, String key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
        PARTS.forEach(mac::update);
        return HexFormat.of().formatHex(mac.doFinal());
    }

    @Test
    void anEmptyKeySignsNothingAndBelievesAll() {
        Signer signer = new Signer("", SignatureScheme.named("hmac-sha256").orElseThrow());

        assertThat(signer.sign(PARTS)).isEmpty();
        assertThat(signer.verifies("anything".getBytes(US_ASCII), PARTS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"hmac-", "sha256", "hmac-blake2b", "''"})
    void otherSchemesAreUnknown(String name) {
        assertThat(SignatureScheme.named(name)).isEmpty();
    }
}
