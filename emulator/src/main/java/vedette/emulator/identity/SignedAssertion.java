package vedette.emulator.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** Checks the signed statement by which an application with a certificate proves itself. */
final class SignedAssertion {

    private SignedAssertion() {}

    /** Whether the statement is about the application and signed with its key. */
    static boolean isBy(PublicKey key, String clientId, String assertion) {
        String[] parts = assertion.split("\\.");
        if (parts.length != 3) {
            return false;
        }
        try {
            Base64.Decoder decoder = Base64.getUrlDecoder();
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            String claims = new String(decoder.decode(parts[1]), StandardCharsets.UTF_8);
            return signature.verify(decoder.decode(parts[2])) && claims.contains("\"" + clientId + "\"");
        } catch (GeneralSecurityException | IllegalArgumentException notOne) {
            return false;
        }
    }
}
