/** The local engine: KQL over files and frames, compiled to DuckDB. A {@code Connection} like any other. */
@NullMarked
package vedette.engine;

import org.jspecify.annotations.NullMarked;
