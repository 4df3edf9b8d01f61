package vedette.hunting;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Real telemetry that lies beside the checkout on some machines and never in it; tests without it are skipped. */
public final class SharedData {

    private SharedData() {}

    /** A file of telemetry as a frame of strings. */
    public static Table hunting(String name) {
        Path file = Path.of("")
                .toAbsolutePath()
                .getParent()
                .resolveSibling("shared/data/hunting")
                .resolve(name);
        assumeThat(file).as("real telemetry beside the checkout").exists();
        try (Reader reader = reader(file)) {
            String header = firstLine(file);
            ColumnType[] strings = new ColumnType[header.split(",").length];
            Arrays.fill(strings, ColumnType.STRING);
            return Table.read()
                    .usingOptions(
                            CsvReadOptions.builder(reader).columnTypes(strings).maxCharsPerColumn(100_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(Path file) throws IOException {
        try (Reader reader = reader(file)) {
            StringBuilder line = new StringBuilder();
            for (int c = reader.read(); c != '\n' && c != -1; c = reader.read()) {
                line.append((char) c);
            }
            return line.toString();
        }
    }

    private static Reader reader(Path file) throws IOException {
        return new InputStreamReader(
                file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file),
                StandardCharsets.UTF_8);
    }
}
