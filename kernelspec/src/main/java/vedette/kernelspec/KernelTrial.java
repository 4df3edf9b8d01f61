package vedette.kernelspec;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import vedette.kernel.ConnectionFile;

/**
 * A first session with an installed kernel: starts its process as Jupyter does, runs a few cells and ends it.
 *
 * @param command the kernel's command line with {@code {connection_file}} in it
 * @param environment variables added to this process's own
 */
record KernelTrial(List<String> command, Map<String, String> environment) {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    /** The end of a run that was watched for the start-up cache takes as long as writing the cache. */
    private static final Duration END_LIMIT = Duration.ofSeconds(180);

    private static final int LINES_OF_LOG = 10;

    /**
     * What came of it.
     *
     * @param untilFirstResult from the start of the process to the first cell's reply
     * @param failure why it did not work: the process, the protocol or the first cell; none where it worked
     */
    record Outcome(Duration untilFirstResult, Optional<String> failure) {}

    Outcome run(List<String> cells) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("vedette-trial");
            return run(directory, cells);
        } catch (IOException e) {
            return new Outcome(Duration.ZERO, Optional.of(String.valueOf(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(Duration.ZERO, Optional.of("interrupted"));
        } finally {
            if (directory != null) {
                deleteAll(directory);
            }
        }
    }

    private Outcome run(Path directory, List<String> cells) throws IOException, InterruptedException {
        ConnectionFile connection =
                ConnectionFile.create(directory.resolve("connection.json")).withPorts(freePorts());
        connection.save();
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command.stream()
                .map(part -> part.replace("{connection_file}", connection.path().toString()))
                .toList());
        builder.environment().putAll(environment);
        // What is tried is no cell of the user's; but the start-up cache shall know how a history is written.
        builder.environment()
                .put(KernelStart.HISTORY, directory.resolve("history").toString());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        process.getOutputStream().close();
        try (KernelClient client = new KernelClient(connection, process::isAlive)) {
            client.awaitReady(START_LIMIT);
            Optional<String> failure = client.execute(cells.getFirst(), START_LIMIT);
            Duration untilFirstResult = Duration.ofNanos(System.nanoTime() - start);
            for (String cell : cells.subList(1, cells.size())) {
                client.execute(cell, START_LIMIT);
            }
            client.shutdown();
            if (!process.waitFor(END_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                return new Outcome(untilFirstResult, Optional.of("it does not end when asked to"));
            }
            return new Outcome(untilFirstResult, failure);
        } catch (KernelClient.NoAnswer e) {
            return new Outcome(Duration.ZERO, Optional.of(e.getMessage() + tail(log)));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private static ConnectionFile.Ports freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new ConnectionFile.Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES_OF_LOG), lines.size());
        return last.isEmpty() ? "" : System.lineSeparator() + String.join(System.lineSeparator(), last);
    }

    private static void deleteAll(Path directory) {
        for (String name : List.of("connection.json", "log", "history")) {
            directory.resolve(name).toFile().delete();
        }
        directory.toFile().delete();
    }
}
