/** KQL's tabular operators as one table, from which parser, messages and documentation come. */
@NullMarked
package vedette.kql.grammar;

import org.jspecify.annotations.NullMarked;
