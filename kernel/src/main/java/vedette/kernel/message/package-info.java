/**
 * The messages of Jupyter's protocol: one record for the content of each, sealed by the direction and channel it takes,
 * and their JSON. Everything that differs outside, such as code points for UTF-16 characters, is converted here.
 */
@NullMarked
package vedette.kernel.message;

import org.jspecify.annotations.NullMarked;
