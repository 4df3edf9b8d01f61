/** Requests to the cloud's services: signed in, retried, watched and stoppable; it knows nothing of what they answer. */
@NullMarked
package vedette.sentinel.http;

import org.jspecify.annotations.NullMarked;
