/** The magics of hunting: from a cell's text to a connection, and from its answer back to the cell's output. */
@NullMarked
package vedette.magics;

import org.jspecify.annotations.NullMarked;
