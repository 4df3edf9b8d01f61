/** Charts of frames, as KQL's {@code render} means them. */
@NullMarked
package vedette.hunting.chart;

import org.jspecify.annotations.NullMarked;
