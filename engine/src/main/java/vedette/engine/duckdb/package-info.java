/** DuckDB: from a plan to SQL, the functions it calls, and running it. */
@NullMarked
package vedette.engine.duckdb;

import org.jspecify.annotations.NullMarked;
