/**
 * Signing in: which ways are tried in which order, each of them, and the files that say so. Nothing of Azure's
 * libraries is loaded before the first token is asked for.
 */
@NullMarked
package vedette.sentinel.credentials;

import org.jspecify.annotations.NullMarked;
