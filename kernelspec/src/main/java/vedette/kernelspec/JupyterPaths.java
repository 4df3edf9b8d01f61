package vedette.kernelspec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where Jupyter looks for kernels.
 *
 * @param environment the variables of this process
 * @param userHome the user's home directory
 * @param operatingSystem as the property {@code os.name} says it
 */
record JupyterPaths(Map<String, String> environment, Path userHome, String operatingSystem) {

    private static final int PYTHON_SECONDS = 20;

    static JupyterPaths current() {
        return new JupyterPaths(
                System.getenv(), Path.of(System.getProperty("user.home")), System.getProperty("os.name"));
    }

    /** The user's own data directory. */
    Path user() {
        Optional<Path> named = directory("JUPYTER_DATA_DIR");
        if (named.isPresent()) {
            return named.get();
        }
        if (operatingSystem.startsWith("Mac")) {
            return userHome.resolve("Library/Jupyter");
        }
        if (operatingSystem.startsWith("Windows")) {
            return directory("APPDATA").orElse(userHome).resolve("jupyter");
        }
        return directory("XDG_DATA_HOME")
                .orElse(userHome.resolve(".local/share"))
                .resolve("jupyter");
    }

    /** Where connection files of running kernels are. */
    Path runtime() {
        return directory("JUPYTER_RUNTIME_DIR").orElseGet(() -> user().resolve("runtime"));
    }

    /** The data directory of the active virtual or conda environment, or of the Python that is found first. */
    Path sysPrefix() {
        return prefix(Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                .flatMap(name -> directory(name).stream())
                .findFirst()
                .orElseGet(JupyterPaths::pythonPrefix));
    }

    /** The data directory below a prefix such as {@code /usr/local}. */
    Path prefix(Path prefix) {
        return prefix.resolve("share/jupyter");
    }

    private Optional<Path> directory(String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(value).toAbsolutePath());
    }

    private static Path pythonPrefix() {
        for (String python : List.of("python3", "python")) {
            try {
                Process process = new ProcessBuilder(python, "-c", "import sys; print(sys.prefix)")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close();
                if (process.waitFor(PYTHON_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    return Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
                }
                process.destroy();
            } catch (IOException e) {
                // This name of Python is not installed; the next one may be.
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandFailure("interrupted while asking Python for its prefix", e);
            }
        }
        throw new CommandFailure("no environment is active (VIRTUAL_ENV, CONDA_PREFIX) and no Python was found;"
                + " activate one, or use --user or --prefix DIR");
    }
}
