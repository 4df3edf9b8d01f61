/** Events on lanes over time. */
@NullMarked
package vedette.hunting.timeline;

import org.jspecify.annotations.NullMarked;
