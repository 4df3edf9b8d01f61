package vedette.hunting.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** What all pictures have in common: colours, fonts, and that a machine without fonts fails none of them. */
public final class Pictures {

    /** A Vega axis of time that says the day at each label; left alone, it says it at midnight only, if there is a label. */
    public static final Map<String, Object> TIME_AXIS =
            Map.of("format", "%a %d %b %H:%M", "tickCount", 7, "labelOverlap", true);

    /** Vega's own colours, so that a chart has the same in both forms. */
    private static final Color[] COLOURS = {
        new Color(0x4c78a8), new Color(0xf58518), new Color(0xe45756), new Color(0x72b7b2), new Color(0x54a24b),
        new Color(0xeeca3b), new Color(0xb279a2), new Color(0xff9da6), new Color(0x9d755d), new Color(0xbab0ac)
    };

    private Pictures() {}

    /** The bytes of a picture; none where this machine has no fonts or no library to draw with. */
    public static Optional<byte[]> png(Supplier<Chart<?, ?>> chart) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            Chart<?, ?> drawn = chart.get();
            BufferedImage image = new BufferedImage(drawn.getWidth(), drawn.getHeight(), BufferedImage.TYPE_INT_RGB);
            drawn.paint(image.createGraphics(), drawn.getWidth(), drawn.getHeight());
            ImageIO.write(image, "png", bytes);
            return Optional.of(bytes.toByteArray());
        } catch (IOException | RuntimeException | LinkageError | InternalError e) {
            // Headless machines may lack fonts ("Fontconfig head is null") or AWT's own library; the cell must not
            // fail.
            return Optional.empty();
        }
    }

    /** A quiet look on white. */
    public static void style(Styler styler, boolean legend, boolean title) {
        styler.setSeriesColors(COLOURS.clone());
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setChartTitleVisible(title);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
        styler.setLegendVisible(legend);
        styler.setLegendPosition(LegendPosition.OutsideE);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        if (styler instanceof AxesChartStyler axes) {
            axes.setPlotBorderVisible(false);
            axes.setPlotGridLinesColor(new Color(0xdddddd));
            axes.setPlotGridLinesStroke(new BasicStroke(0.7f));
            axes.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
            axes.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        }
    }
}
