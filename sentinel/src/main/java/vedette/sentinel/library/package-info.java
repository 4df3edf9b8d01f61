/** Queries that others wrote down: msticpy's query packs, Sentinel's rules and hunting queries, and Vedette's own hunts. */
@NullMarked
package vedette.sentinel.library;

import org.jspecify.annotations.NullMarked;
