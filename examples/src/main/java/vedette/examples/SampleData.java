package vedette.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Writes the sample logs as one Parquet file a table. The same seed gives the same rows.
 *
 * <p>Usage: {@code SampleData DIRECTORY [SEED]}.
 */
public final class SampleData {

    /** The seed of the logs that the notebooks and their prose are written for. */
    public static final long SEED = 20261102L;

    private SampleData() {}

    /** Generates into the directory that the first argument names, which is made where it is missing. */
    public static void main(String[] arguments) throws IOException, SQLException {
        if (arguments.length < 1 || arguments.length > 2) {
            throw new IllegalArgumentException("usage: SampleData DIRECTORY [SEED]");
        }
        long seed = arguments.length == 2 ? Long.parseLong(arguments[1]) : SEED;
        write(Path.of(arguments[0]), seed);
    }

    /** Generates all tables from a seed into a directory. */
    public static void write(Path directory, long seed) throws IOException, SQLException {
        Files.createDirectories(directory);
        generate(seed).writeTo(directory);
    }

    private static LogTables generate(long seed) {
        SplittableGenerator random = RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom")
                .create(seed);
        LogTables tables = LogTables.empty();
        Company company = Company.create(random.split());
        ProcessLog processes = new ProcessLog(tables);
        List.of(
                        new ProcessNoise(company, processes, random.split()),
                        new LogonNoise(company, tables, random.split()),
                        new CloudNoise(company, tables, random.split()),
                        new NetworkNoise(company, tables, random.split()),
                        new ServerNoise(company, tables, random.split()),
                        new Intrusion(company, tables, processes, random.split()))
                .forEach(Runnable::run);
        return tables;
    }
}
