/** The data that travels: Tablesaw tables whose columns have KQL's types, and how a table looks. */
@NullMarked
package vedette.frame;

import org.jspecify.annotations.NullMarked;
