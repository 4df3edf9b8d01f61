/** The seam behind which KQL is answered: a request goes into a {@code Connection}, a result comes out. */
@NullMarked
package vedette.kql.query;

import org.jspecify.annotations.NullMarked;
