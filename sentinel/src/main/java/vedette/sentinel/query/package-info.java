/** Log Analytics, Data Explorer and the lake as connections, and queries split by time or spread over workspaces. */
@NullMarked
package vedette.sentinel.query;

import org.jspecify.annotations.NullMarked;
