package vedette.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate for {@code localhost} and {@code 127.0.0.1}, signed by an authority made for it alone, both valid for a
 * day. The keys lie in a folder that only this user may read, and go with it.
 */
final class Certificates implements AutoCloseable {

    private static final int KEYTOOL_SECONDS = 60;

    private final Path folder;
    private final Path authority;
    private final SSLContext context;

    private Certificates(Path folder, Path authority, SSLContext context) {
        this.folder = folder;
        this.authority = authority;
        this.context = context;
    }

    /** Makes them, by the JDK's own keytool. */
    static Certificates create() {
        try {
            Path folder = Files.createTempDirectory("vedette-emulator");
            String password = UUID.randomUUID().toString();
            Path keys = folder.resolve("keys.p12");
            keytool(keys, password, "-alias", "authority", "-dname", "CN=Vedette emulator", "-ext", "bc:c");
            keytool(
                    keys,
                    password,
                    "-alias",
                    "server",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                    "-ext",
                    "eku=serverAuth",
                    "-signer",
                    "authority");
            return read(folder, keys, password);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a certificate: " + e.getMessage(), e);
        }
    }

    private static Certificates read(Path folder, Path keys, String password) throws IOException {
        try (InputStream in = Files.newInputStream(keys)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            Path authority = folder.resolve("ca.pem");
            byte[] certificate = store.getCertificate("authority").getEncoded();
            Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            Files.writeString(
                    authority,
                    "-----BEGIN CERTIFICATE-----\n" + lines.encodeToString(certificate)
                            + "\n-----END CERTIFICATE-----\n");
            store.deleteEntry("authority");
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, password.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return new Certificates(folder, authority, context);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void keytool(Path keys, String password, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass:env",
                "VEDETTE_STORE"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VEDETTE_STORE", password);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What the server proves itself with. */
    SSLContext context() {
        return context;
    }

    /** The authority's certificate as a PEM file. */
    Path authority() {
        return authority;
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
