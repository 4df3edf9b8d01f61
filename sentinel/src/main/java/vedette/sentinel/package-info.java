/** The cloud: credentials, Log Analytics, Data Explorer, the lake, the management API. */
@NullMarked
package vedette.sentinel;

import org.jspecify.annotations.NullMarked;
