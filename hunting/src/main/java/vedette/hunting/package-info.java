/** Analysis and pictures on frames, for notebooks and for any other Java program. */
@NullMarked
package vedette.hunting;

import org.jspecify.annotations.NullMarked;
