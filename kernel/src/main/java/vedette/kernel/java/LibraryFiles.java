package vedette.kernel.java;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.Workplace;

/** Files that magics are told of. */
final class LibraryFiles {

    private LibraryFiles() {}

    /** A jar or folder, or all that an asterisk in the last part stands for. */
    static List<Path> find(Workplace workplace, String written) {
        int slash = Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1;
        String last = written.substring(slash);
        if (!last.contains("*")) {
            return List.of(existing(workplace, written));
        }
        List<Path> found = new ArrayList<>();
        Path folder = existing(workplace, slash == 0 ? "." : written.substring(0, slash));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, last)) {
            files.forEach(file -> {
                if (Files.isDirectory(file) || file.toString().endsWith(".jar")) {
                    found.add(file);
                }
            });
        } catch (IOException e) {
            throw failure("NoSuchJar", folder + " cannot be read: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw failure(
                    "NoSuchJar",
                    "there is no jar or folder "
                            + UserNames.escape(folder.resolve("x").getParent() + "/" + last),
                    null);
        }
        Collections.sort(found);
        return found;
    }

    /** A jar with the existing files that its manifest names beside it, which class loaders load with it. */
    static List<Path> withNamedBeside(Path entry) {
        Set<Path> found = new LinkedHashSet<>();
        addWithNamedBeside(entry, found);
        return List.copyOf(found);
    }

    private static void addWithNamedBeside(Path entry, Set<Path> found) {
        if (!Files.exists(entry) || !found.add(entry) || Files.isDirectory(entry)) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String names =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : names == null ? new String[0] : names.strip().split("\\s+")) {
                URI beside = entry.toUri().resolve(name);
                if ("file".equals(beside.getScheme())) {
                    addWithNamedBeside(Path.of(beside), found);
                }
            }
        } catch (IOException e) {
            throw failure("NoSuchJar", UserNames.escape(entry + " is no jar that can be read: " + e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            throw failure(
                    "NoSuchJar",
                    UserNames.escape("the manifest of " + entry + " names what is no file: " + e.getMessage()),
                    e);
        }
    }

    private static Path existing(Workplace workplace, String written) {
        try {
            Path entry = workplace.resolve(written);
            if (Files.exists(entry)) {
                return entry;
            }
            throw failure("NoSuchJar", "there is no file " + UserNames.escape(entry.toString()), null);
        } catch (InvalidPathException e) {
            throw failure("NoSuchJar", "this is no path: " + UserNames.escape(written), e);
        }
    }

    /** A text file's content. */
    static String read(Workplace workplace, String written) {
        try {
            Path file = workplace.resolve(written);
            if (Files.isDirectory(file)) {
                throw failure("FileError", UserNames.escape(written) + " cannot be read: it is a folder", null);
            }
            return Files.readString(file);
        } catch (IOException | InvalidPathException e) {
            throw failure("FileError", UserNames.escape(written) + " cannot be read: " + reason(e), e);
        }
    }

    private static String reason(Exception failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "you may not read it";
            case MalformedInputException _ -> "it is not UTF-8 text";
            case InvalidPathException _ -> "this is no path";
            default -> UserNames.escape(String.valueOf(failure.getMessage()));
        };
    }

    private static CellFailure failure(String name, String text, @org.jspecify.annotations.Nullable Exception cause) {
        return new CellFailure(name, text, List.of(text), cause);
    }
}
