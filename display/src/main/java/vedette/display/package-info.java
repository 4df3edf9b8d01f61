/** What a front end can show: mime bundles and the values that know how to become one. */
@NullMarked
package vedette.display;

import org.jspecify.annotations.NullMarked;
