/** The Kusto Query Language: text in; tree, types and problems out. Runs nothing. */
@NullMarked
package vedette.kql;

import org.jspecify.annotations.NullMarked;
