/**
 * Writes the logs that the example notebooks hunt in: a few days of a small invented company in Sentinel's table shapes,
 * with one intrusion among them. Everything is made from a seed; no line comes from a real log.
 */
@NullMarked
package vedette.examples;

import org.jspecify.annotations.NullMarked;
