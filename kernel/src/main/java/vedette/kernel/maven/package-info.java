/** Libraries from Maven repositories. */
@NullMarked
package vedette.kernel.maven;

import org.jspecify.annotations.NullMarked;
