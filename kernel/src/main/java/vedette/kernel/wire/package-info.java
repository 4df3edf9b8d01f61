/**
 * How messages travel: five ZeroMQ sockets, each owned by one thread, frames and their signatures, and the queue in
 * front of the iopub socket. Knows no request and no language.
 */
@NullMarked
package vedette.kernel.wire;

import org.jspecify.annotations.NullMarked;
