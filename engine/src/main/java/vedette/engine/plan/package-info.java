/** What a query does, as relations: few node types, typed columns with unique ids, no KQL syntax left. */
@NullMarked
package vedette.engine.plan;

import org.jspecify.annotations.NullMarked;
