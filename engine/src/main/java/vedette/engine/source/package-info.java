/** Where the local engine's tables come from: files, folders and frames. */
@NullMarked
package vedette.engine.source;

import org.jspecify.annotations.NullMarked;
