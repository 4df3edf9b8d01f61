/**
 * What a query computes, with all names and types resolved: the binder's output, and what a connection that answers
 * queries itself rewrites and prints. Nothing of the syntax is left.
 */
@NullMarked
package vedette.kql.plan;

import org.jspecify.annotations.NullMarked;
