/** KQL's functions in Java: what DuckDB has no like of, from values to values, knowing nothing of SQL. */
@NullMarked
package vedette.engine.function;

import org.jspecify.annotations.NullMarked;
