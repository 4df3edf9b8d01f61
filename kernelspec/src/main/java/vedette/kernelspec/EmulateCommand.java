package vedette.kernelspec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.frame.Ticks;

/** Serves local data by the services' own query APIs. */
@Command(
        name = "emulate",
        description = "Serves local files by the query APIs of Log Analytics, Data Explorer and the data lake, on this "
                + "machine alone. When it is ready it writes a line of JSON that says where, and with which token.",
        mixinStandardHelpOptions = true)
final class EmulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder whose files are tables, Name.parquet being Name; may be given several times. "
                    + "Without it, the sample logs that come with Vedette.")
    private List<Path> folders = List.of();

    @Option(names = "--port", paramLabel = "N", description = "The port to listen on; any that is free unless given.")
    private int port;

    @Option(
            names = "--tls",
            description = "Speaks HTTPS, with a certificate of its own; the authority to trust is named in the line.")
    private boolean tls;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "The most rows that a query returns, the rest being cut off with the service's error; "
                    + "unless given, 500000 as the service has it.")
    private long rows = Limits.OF_THE_SERVICE.rows();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Ends after this time, for example 90s or 10m; runs until it is interrupted unless given.")
    private @Nullable String time;

    @Option(
            names = "--until-input-ends",
            description = "Ends when its standard input does, so that it does not outlive the program that started it.")
    private boolean untilInputEnds;

    @SuppressWarnings("NullAway.Init")
    EmulateCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Duration limit = limit();
        EmulatorOptions.Builder options = EmulatorOptions.builder()
                .folders(DataFolders.orSamples(folders).toArray(Path[]::new))
                .port(port)
                .limits(rows, Limits.OF_THE_SERVICE.bytes());
        // A signal runs no finally blocks; what lies in temporary folders has to go all the same.
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            end.countDown();
            awaitQuietly(closed);
        }));
        try (Emulator emulator = Emulator.start(tls ? options.tls().build() : options.build())) {
            if (untilInputEnds) {
                Thread.ofPlatform().daemon().name("vedette-emulate-input").start(() -> drain(System.in, end));
            }
            System.out.println(ready(emulator));
            System.out.flush();
            boolean _ = end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (UncheckedIOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private Duration limit() {
        if (time == null) {
            return Duration.ofDays(36_500);
        }
        OptionalLong ticks = Ticks.parseTimespan(time);
        if (ticks.isEmpty() || ticks.getAsLong() <= 0) {
            throw new ParameterException(
                    spec.commandLine(), "'" + time + "' is no time; write for example 90s, 10m or 1.5h");
        }
        return Duration.ofMillis(ticks.getAsLong() / (Ticks.PER_SECOND / 1000));
    }

    private static ObjectNode ready(Emulator emulator) {
        ObjectNode line = new ObjectMapper().createObjectNode();
        line.put("logAnalytics", emulator.logAnalytics().toString())
                .put("dataExplorer", emulator.dataExplorer().toString())
                .put("lake", emulator.lake().toString())
                .put("management", emulator.management().toString())
                .put("workspace", emulator.workspace())
                .put("resource", emulator.resource())
                .put("token", emulator.token())
                .put("ca", emulator.caCertificate().map(Path::toString).orElse(null));
        return line;
    }

    private static void drain(InputStream in, CountDownLatch end) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // What cannot be read any more has ended.
            assert e != null;
        }
        end.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            boolean _ = latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
