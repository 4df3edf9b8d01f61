/** Who started whom: process trees out of process logs of several shapes. */
@NullMarked
package vedette.hunting.process;

import org.jspecify.annotations.NullMarked;
