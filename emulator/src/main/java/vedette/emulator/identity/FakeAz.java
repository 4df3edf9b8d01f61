package vedette.emulator.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A program {@code az} (or {@code azd}) in a folder of its own, to put on {@code PATH}: a shell script that answers as
 * told.
 */
public final class FakeAz {

    private final Path folder;

    /** A folder in which nothing is installed yet. */
    public FakeAz(Path folder) {
        this.folder = folder;
    }

    /** Somebody is signed in with the Azure CLI. Warnings go where the real one writes them. */
    public void signedIn(String token, Instant expires) {
        install(
                "az",
                "echo 'WARNING: an upgrade is available' >&2\n" + "cat <<'END'\n"
                        + Answers.text(Map.of(
                                "accessToken",
                                token,
                                "expiresOn",
                                "2026-01-01 00:00:00.000000",
                                "expires_on",
                                expires.getEpochSecond(),
                                "tokenType",
                                "Bearer"))
                        + "\nEND\n");
    }

    /** Somebody is signed in with the Azure Developer CLI. */
    public void developerSignedIn(String token, Instant expires) {
        install(
                "azd",
                "cat <<'END'\n" + Answers.text(Map.of("token", token, "expiresOn", expires.toString())) + "\nEND\n");
    }

    /** The Azure CLI says something and fails. */
    public void failing(String complaint) {
        install("az", "cat >&2 <<'END'\n" + complaint + "\nEND\nexit 1\n");
    }

    /** The Azure CLI waits for something that does not come. */
    public void hanging() {
        install("az", "cat \"$0.never\"\n");
        try {
            Process made =
                    new ProcessBuilder("mkfifo", folder.resolve("az.never").toString()).start();
            if (made.waitFor() != 0) {
                throw new IllegalStateException("mkfifo failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What it was called with, a line for each call. */
    public List<String> calls() {
        Path log = folder.resolve("calls");
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install(String name, String script) {
        Path program = folder.resolve(name);
        try {
            Files.writeString(
                    program, "#!/bin/sh\necho \"" + name + " $*\" >> '" + folder.resolve("calls") + "'\n" + script);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
