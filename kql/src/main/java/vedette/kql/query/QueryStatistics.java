package vedette.kql.query;

import java.time.Duration;

/**
 * What answering took.
 *
 * @param elapsed from the request to the last row
 * @param rows rows of all tables together
 */
public record QueryStatistics(Duration elapsed, long rows) {}
