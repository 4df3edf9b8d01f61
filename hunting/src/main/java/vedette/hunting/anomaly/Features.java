package vedette.hunting.anomaly;

import java.util.List;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;

/** Turns the rows of a frame into numbers that can be compared. */
public interface Features {

    /** What the numbers are called, in order. */
    List<String> names();

    /**
     * The numbers of each row, finite, one for each name.
     *
     * @throws IllegalArgumentException when the frame lacks a column that they need
     */
    double[][] matrix(Table table);

    /** Numeric columns as they are; a missing value counts as zero. */
    static Features columns(String... names) {
        List<String> columns = List.of(names);
        return new Features() {
            @Override
            public List<String> names() {
                return columns;
            }

            @Override
            public double[][] matrix(Table table) {
                double[][] matrix = new double[table.rowCount()][columns.size()];
                for (int i = 0; i < columns.size(); i++) {
                    if (!table.columnNames().contains(columns.get(i))) {
                        throw new IllegalArgumentException("columns must be columns of the frame: " + columns.get(i));
                    }
                    for (int row = 0; row < matrix.length; row++) {
                        double value =
                                Frames.number(table.column(columns.get(i)), row).orElse(0.0);
                        matrix[row][i] = Double.isFinite(value) ? value : 0;
                    }
                }
                return matrix;
            }
        };
    }
}
