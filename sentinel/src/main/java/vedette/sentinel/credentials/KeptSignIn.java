package vedette.sentinel.credentials;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A person's sign-in, kept for the kernels to come: what MSAL knows, encrypted by AES-GCM under a key that is derived from
 * the user's own secret. Only who set such a secret has this. A keyring would be the usual place, but where notebooks run,
 * in containers and on servers, there is none.
 */
final class KeptSignIn implements ITokenCacheAccessAspect {

    private static final int SHORTEST_KEY = 16;
    private static final byte VERSION = 1;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

    /** What OWASP recommends for PBKDF2 with HMAC-SHA256. */
    private static final int ITERATIONS = 600_000;

    private final SecureRandom random = new SecureRandom();
    private final Path file;
    private final String secret;
    private Optional<Derived> derived = Optional.empty();
    private boolean isReadable = true;
    private @Nullable String trouble;

    private record Derived(byte[] salt, SecretKeySpec key) {}

    private KeptSignIn(Path file, String secret) {
        this.file = file;
        this.secret = secret;
    }

    /**
     * The sign-in of whoever uses an application in a directory; none where the user set no secret.
     *
     * @param application the application's ID
     */
    static Optional<KeptSignIn> of(SignInSettings settings, Entra entra, String application) {
        Optional<String> secret = settings.signInKey();
        Optional<Path> folder = folder(settings);
        if (secret.isEmpty() || folder.isEmpty()) {
            return Optional.empty();
        }
        String name = entra.authority() + "\n" + entra.tenant().orElse("") + "\n" + application;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            String fileName = HexFormat.of().formatHex(digest, 0, SALT_BYTES);
            return Optional.of(new KeptSignIn(folder.get().resolve(fileName), secret.get()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where sign-ins are kept; empty where the user has no home. */
    private static Optional<Path> folder(SignInSettings settings) {
        return settings.variable("XDG_DATA_HOME")
                .or(() -> settings.variable("LOCALAPPDATA"))
                .map(Path::of)
                .or(() -> settings.variable("HOME").map(home -> Path.of(home, ".local", "share")))
                .map(data -> data.resolve("vedette").resolve("sign-ins"));
    }

    /** Deletes all kept sign-ins; how many there were. */
    static int forgetAll(SignInSettings settings) throws IOException {
        Optional<Path> folder = folder(settings).filter(Files::isDirectory);
        int count = 0;
        if (folder.isPresent()) {
            try (var files = Files.newDirectoryStream(folder.get())) {
                for (Path each : files) {
                    Files.delete(each);
                    count++;
                }
            }
        }
        return count;
    }

    /** Says once what went wrong, if anything did: a sign-in that is not kept costs another sign-in, and no more. */
    synchronized void tellTrouble(Consumer<String> notices) {
        if (trouble != null) {
            notices.accept(trouble);
            trouble = null;
        }
    }

    @Override
    public synchronized void beforeCacheAccess(ITokenCacheAccessContext access) {
        if (secret.length() < SHORTEST_KEY || !isReadable) {
            return;
        }
        try {
            access.tokenCache().deserialize(decrypted(Files.readAllBytes(file)));
        } catch (NoSuchFileException nothingKept) {
            return;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            isReadable = false;
            trouble = "the kept sign-in cannot be read, perhaps since it was kept under another " + SignInSettings.KEY;
        }
    }

    @Override
    public synchronized void afterCacheAccess(ITokenCacheAccessContext access) {
        if (!access.hasCacheChanged()) {
            return;
        }
        if (secret.length() < SHORTEST_KEY) {
            trouble = SignInSettings.KEY + " is too short, it needs " + SHORTEST_KEY
                    + " characters; the sign-in is not kept";
            return;
        }
        try {
            write(encrypted(access.tokenCache().serialize()));
            isReadable = true;
        } catch (IOException | GeneralSecurityException e) {
            trouble = "the sign-in could not be kept in " + file.getParent() + ": " + e.getMessage();
        }
    }

    /** Version, salt, nonce and the encrypted text with its tag; the first three are authenticated too. */
    private byte[] encrypted(String text) throws GeneralSecurityException {
        byte[] salt = derived.map(Derived::salt).orElseGet(() -> randomBytes(SALT_BYTES));
        byte[] nonce = randomBytes(NONCE_BYTES);
        byte[] head = ByteBuffer.allocate(1 + SALT_BYTES + NONCE_BYTES)
                .put(VERSION)
                .put(salt)
                .put(nonce)
                .array();
        byte[] body = cipher(Cipher.ENCRYPT_MODE, salt, nonce, head).doFinal(text.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(head.length + body.length)
                .put(head)
                .put(body)
                .array();
    }

    private String decrypted(byte[] kept) throws GeneralSecurityException {
        int headLength = 1 + SALT_BYTES + NONCE_BYTES;
        if (kept.length < headLength || kept[0] != VERSION) {
            throw new GeneralSecurityException("not written by this version");
        }
        byte[] head = Arrays.copyOf(kept, headLength);
        byte[] salt = Arrays.copyOfRange(kept, 1, 1 + SALT_BYTES);
        byte[] nonce = Arrays.copyOfRange(kept, 1 + SALT_BYTES, headLength);
        byte[] body =
                cipher(Cipher.DECRYPT_MODE, salt, nonce, head).doFinal(kept, headLength, kept.length - headLength);
        return new String(body, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] salt, byte[] nonce, byte[] head) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key(salt), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(head);
        return cipher;
    }

    /** Derived once for a salt, since that takes long on purpose. */
    private SecretKeySpec key(byte[] salt) throws GeneralSecurityException {
        Optional<Derived> known = derived.filter(one -> Arrays.equals(one.salt(), salt));
        if (known.isPresent()) {
            return known.get().key();
        }
        byte[] key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, KEY_BITS))
                .getEncoded();
        SecretKeySpec made = new SecretKeySpec(key, "AES");
        derived = Optional.of(new Derived(salt, made));
        return made;
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Kernels that write at the same time leave one whole file. */
    private void write(byte[] bytes) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder, ownerOnly("rwx------"));
        Path draft = Files.createTempFile(folder, "sign-in", ".new", ownerOnly("rw-------"));
        try {
            Files.write(draft, bytes);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
