package vedette.sentinel.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key with a certificate for {@code localhost} and {@code login.example}, made by the JDK's keytool: for a server, or for an application. */
record KeyPairs(Path store, String password, KeyStore keys) {

    private static final String ALIAS = "one";

    static KeyPairs make(Path folder, String password) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("keys.pfx");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,dns:login.example,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        password))
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        return new KeyPairs(store, password, keys);
    }

    PublicKey publicKey() throws GeneralSecurityException {
        return keys.getCertificate(ALIAS).getPublicKey();
    }

    /** The key and the certificate, as applications have them. */
    Path pem() throws IOException, GeneralSecurityException {
        Path file = store.resolveSibling("application.pem");
        Files.writeString(
                file,
                block("PRIVATE KEY", keys.getKey(ALIAS, password.toCharArray()).getEncoded())
                        + block("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
        return file;
    }

    /** The certificate alone, for whoever is to trust it. */
    Path certificate() throws IOException, GeneralSecurityException {
        return Files.writeString(
                store.resolveSibling("trusted.pem"),
                block("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
    }

    /** What a server proves itself with. */
    SSLContext serving() throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    /** What believes that server and no other. */
    SSLContext trusting() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static String block(String kind, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + kind + "-----\n" + lines.encodeToString(content) + "\n-----END " + kind + "-----\n";
    }
}
