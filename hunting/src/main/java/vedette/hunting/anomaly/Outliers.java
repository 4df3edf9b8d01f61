package vedette.hunting.anomaly;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import smile.anomaly.IsolationForest;
import smile.math.MathEx;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Scores the rows of a frame by how easily they are told apart from the others (Liu, Ting and Zhou, "Isolation Forest",
 * 2008). Immutable; the same seed gives the same scores.
 */
public final class Outliers {

    /** The column of scores, from 0 (like all others) to 1. */
    public static final String SCORE = "score";

    /** The column that names what makes a row odd. */
    public static final String REASON = "reason";

    /** How many rows a tree sees, as the paper recommends. */
    private static final int SUBSAMPLE = 256;

    private static final int REASONS = 2;
    private static final double EULER = 0.5772156649015329;

    private final Table table;
    private final Features features;
    private final long seed;
    private final int trees;

    private Outliers(Table table, Features features, long seed, int trees) {
        this.table = table;
        this.features = features;
        this.seed = seed;
        this.trees = trees;
    }

    /** Scoring of a frame's rows by an isolation forest of 100 trees, as process starts until told otherwise. */
    public static Outliers isolationForest(Table table) {
        return new Outliers(table, ProcessFeatures.all(), 42, 100);
    }

    /** What rows are compared by. */
    public Outliers features(Features newFeatures) {
        return new Outliers(table, newFeatures, seed, trees);
    }

    /** Where chance starts. */
    public Outliers seed(long newSeed) {
        return new Outliers(table, features, newSeed, trees);
    }

    /** How many trees vote. */
    public Outliers trees(int newTrees) {
        if (newTrees < 1) {
            throw new IllegalArgumentException("newTrees must be positive: " + newTrees);
        }
        return new Outliers(table, features, seed, newTrees);
    }

    /**
     * A copy of the frame with two more columns: {@link #SCORE}, and {@link #REASON}, the features in which the row is
     * farthest from the usual. Columns of these names are replaced.
     *
     * @throws CancellationException when this thread is interrupted while the trees grow
     */
    public Table score() {
        Table scored = table.copy();
        for (String column : List.of(SCORE, REASON)) {
            if (scored.columnNames().contains(column)) {
                scored.removeColumns(column);
            }
        }
        double[][] matrix = features.matrix(table);
        return scored.addColumns(
                DoubleColumn.create(SCORE, scores(matrix)), StringColumn.create(REASON, reasons(matrix)));
    }

    private double[] scores(double[][] matrix) {
        int rows = matrix.length;
        if (rows < 2) {
            return new double[rows];
        }
        int sample = Math.min(SUBSAMPLE, rows);
        IsolationForest.Options options = new IsolationForest.Options(trees, 0, sample / (double) rows, 0);
        IsolationForest forest = grow(matrix, options);
        // Smile divides path lengths by the average of all rows' trees; the paper, by that of the sample's.
        double repair = averagePath(rows) / averagePath(sample);
        // Here and not on Smile's threads, so that who waits for it can stop it.
        return Arrays.stream(matrix)
                .mapToDouble(row -> Math.pow(forest.score(row), repair))
                .toArray();
    }

    /** Smile draws random numbers on whatever threads build its trees; with one thread their order is fixed. */
    private IsolationForest grow(double[][] matrix, IsolationForest.Options options) {
        ForkJoinPool oneThread = new ForkJoinPool(1);
        try {
            return oneThread
                    .submit(() -> {
                        MathEx.setSeed(seed);
                        return IsolationForest.fit(matrix, options);
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("the score was interrupted").initCause(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no forest of " + matrix.length + " rows", e.getCause());
        } finally {
            oneThread.shutdownNow();
        }
    }

    /** The average length of an unsuccessful search in a binary tree of so many rows: c(n) of the paper. */
    private static double averagePath(int rows) {
        return rows <= 2 ? rows - 1 : 2 * (Math.log(rows - 1.0) + EULER) - 2.0 * (rows - 1) / rows;
    }

    private String[] reasons(double[][] matrix) {
        List<String> names = features.names();
        Spread[] spreads = IntStream.range(0, names.size())
                .mapToObj(feature -> Spread.of(matrix, feature))
                .toArray(Spread[]::new);
        return Arrays.stream(matrix).map(row -> reason(row, names, spreads)).toArray(String[]::new);
    }

    private static String reason(double[] row, List<String> names, Spread[] spreads) {
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer feature) -> -spreads[feature].distance(row[feature])))
                .limit(REASONS)
                .filter(feature -> spreads[feature].distance(row[feature]) > 1)
                .map(names::get)
                .collect(Collectors.joining(", "));
    }

    /** How a feature is spread over all rows. */
    private record Spread(double mean, double deviation) {

        static Spread of(double[][] matrix, int feature) {
            double mean = Arrays.stream(matrix)
                    .mapToDouble(row -> row[feature])
                    .average()
                    .orElse(0);
            double variance = Arrays.stream(matrix)
                    .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
                    .average()
                    .orElse(0);
            return new Spread(mean, Math.sqrt(variance));
        }

        /** How many deviations above the mean; what is below it makes nothing odd. */
        double distance(double value) {
            return deviation > 0 ? (value - mean) / deviation : 0;
        }
    }
}
