/** What could stand at a place of a text, and what a word of it means: for whoever is writing the query. */
@NullMarked
package vedette.kql.completion;

import org.jspecify.annotations.NullMarked;
