/** From syntax to a plan: names become columns and tables, operators get types, user functions disappear. */
@NullMarked
package vedette.kql.binder;

import org.jspecify.annotations.NullMarked;
