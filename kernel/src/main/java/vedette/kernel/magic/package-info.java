/** Commands that stand in a cell beside the language: {@code %name} on a line, {@code %%name} for a whole cell. */
@NullMarked
package vedette.kernel.magic;

import org.jspecify.annotations.NullMarked;
