package vedette.frame;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import tech.tablesaw.columns.Column;

/**
 * Values as people read them: like KQL's own text, but dates without a fraction or zone that say nothing, and
 * reals rounded.
 */
final class Shown {

    private static final String NO_FRACTION = ".0000000Z";

    /** Reals with more characters are shown with six digits; the whole number stands in the cell's title. */
    private static final int LONG_REAL = 8;

    private static final int DIGITS = 6;

    private Shown() {}

    static String text(Column<?> column, int row, ZoneId zone) {
        if (!zone.equals(ZoneOffset.UTC) && Frames.type(column) == KqlType.DATETIME) {
            return Frames.value(column, row)
                    .map(moment -> local((Instant) moment, zone))
                    .orElse("");
        }
        String text = Frames.text(column, row);
        if (Frames.type(column) == KqlType.REAL) {
            return text.length() > LONG_REAL ? rounded(text, Frames.number(column, row)) : text;
        }
        if (Frames.type(column) != KqlType.DATETIME) {
            return text;
        }
        String readable = text.replace('T', ' ');
        if (readable.endsWith(NO_FRACTION)) {
            return readable.substring(0, readable.length() - NO_FRACTION.length());
        }
        return readable.substring(0, readable.length() - 1).replaceAll("0+$", "");
    }

    /** The hour on a wall of that zone, with the offset that tells the two hours apart when clocks go back. */
    private static String local(Instant moment, ZoneId zone) {
        OffsetDateTime time = moment.atZone(zone).toOffsetDateTime();
        String text =
                Frames.text(time.toLocalDateTime().toInstant(ZoneOffset.UTC)).replace('T', ' ');
        String offset = time.getOffset().getId();
        String withoutFraction = text.endsWith(NO_FRACTION)
                ? text.substring(0, text.length() - NO_FRACTION.length())
                : text.substring(0, text.length() - 1).replaceAll("0+$", "");
        return withoutFraction + (offset.equals("Z") ? "+00:00" : offset);
    }

    private static String rounded(String text, Optional<Double> number) {
        return number.filter(Double::isFinite)
                .map(value -> Reals.format(
                        new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue()))
                .orElse(text);
    }
}
