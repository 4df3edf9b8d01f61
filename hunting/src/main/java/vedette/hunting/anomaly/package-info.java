/**
 * Scores that say how unlike the others a row is. The algorithms are Smile's, which is under the GPL-3.0: whoever
 * distributes a program with this package in it distributes Smile too.
 */
@NullMarked
package vedette.hunting.anomaly;

import org.jspecify.annotations.NullMarked;
