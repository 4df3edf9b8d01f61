package vedette.magics;

import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.hunting.chart.Chart;
import vedette.kernel.CellContext;
import vedette.kernel.CellContext.StreamName;
import vedette.kql.query.RenderInstruction;

/** What {@code render} makes of a table. */
final class Rendering {

    private Rendering() {}

    /** The chart; none where a table was asked for, or, with a word on stderr, where the table cannot be drawn so. */
    static Optional<Object> of(RenderInstruction render, Table table, CellContext cell) {
        if (render.visualization().equals("table")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Chart.of(table, render.visualization(), render.properties()));
        } catch (IllegalArgumentException e) {
            cell.print(
                    StreamName.STDERR,
                    "render " + render.visualization() + ": " + e.getMessage() + "; shown as a table\n");
            return Optional.empty();
        }
    }
}
