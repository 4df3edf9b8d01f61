/** Changes to plans that make them cheaper and mean the same: a named list, in order, each of which can be left out. */
@NullMarked
package vedette.engine.rewrite;

import org.jspecify.annotations.NullMarked;
