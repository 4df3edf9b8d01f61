/**
 * One run of a kernel: which request goes into which lane, who answers it, and the one reply and one idle that each
 * request gets whatever happens. Handlers return values or throw and never send.
 */
@NullMarked
package vedette.kernel.session;

import org.jspecify.annotations.NullMarked;
