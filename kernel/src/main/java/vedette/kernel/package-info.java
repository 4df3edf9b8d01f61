/**
 * A Jupyter kernel for any language: build one with a {@code Language} and a connection file, run it, shut it down.
 * Knows nothing of KQL, Azure or Tablesaw.
 */
@NullMarked
package vedette.kernel;

import org.jspecify.annotations.NullMarked;
