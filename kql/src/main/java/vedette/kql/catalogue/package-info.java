/** What names mean: KQL's functions with their signatures, and the tables that a connection has. */
@NullMarked
package vedette.kql.catalogue;

import org.jspecify.annotations.NullMarked;
