package vedette.product;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A virtual environment with pinned packages and no others, made once and again when the pins change.
 *
 * @param directory where it is
 */
record PythonEnvironment(Path directory) {

    private static final int INSTALL_MINUTES = 10;
    private static final int TEST_MINUTES = 20;

    static PythonEnvironment create(Path requirements, Path directory) throws IOException, InterruptedException {
        PythonEnvironment environment = new PythonEnvironment(directory.toAbsolutePath());
        Path stamp = directory.resolve("requirements.txt");
        String wanted = Files.readString(requirements);
        if (!Files.exists(stamp) || !Files.readString(stamp).equals(wanted)) {
            start(INSTALL_MINUTES, new ProcessBuilder("python3", "-m", "venv", "--clear", directory.toString()));
            start(
                    INSTALL_MINUTES,
                    new ProcessBuilder(
                            environment.python(),
                            "-m",
                            "pip",
                            "install",
                            "--quiet",
                            "--disable-pip-version-check",
                            "--no-deps",
                            "--requirement",
                            requirements.toString()));
            Files.writeString(stamp, wanted);
        }
        return environment;
    }

    /** Runs Python in a directory and returns its exit status. */
    int run(Path tests, Path product, List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(python()), arguments.stream()).toList())
                .directory(tests.toFile());
        builder.environment().put("VEDETTE_PRODUCT", product.toAbsolutePath().toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return await(TEST_MINUTES, builder);
    }

    private String python() {
        return directory.resolve("bin/python").toString();
    }

    private static void start(int minutes, ProcessBuilder builder) throws IOException, InterruptedException {
        int status = await(minutes, builder);
        if (status != 0) {
            throw new IOException(String.join(" ", builder.command()) + " ended with status " + status);
        }
    }

    private static int await(int minutes, ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.inheritIO()
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                throw new IOException(
                        String.join(" ", builder.command()) + " did not end within " + minutes + " minutes");
            }
            return process.exitValue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
