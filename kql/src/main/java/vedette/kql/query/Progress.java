package vedette.kql.query;

import java.util.OptionalDouble;

/**
 * How far a query is.
 *
 * @param phase what happens now, in the user's words, for example "reading SecurityEvent"
 * @param fraction how much is done, from 0 to 1, where it is known
 * @param rows rows received so far
 */
public record Progress(String phase, OptionalDouble fraction, long rows) {}
