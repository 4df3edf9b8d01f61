/** Answers kept in files: to hunt again without the service, and to run notebooks where there is none. */
@NullMarked
package vedette.kql.recording;

import org.jspecify.annotations.NullMarked;
