/** Rules of the whole house: who may use whom, how code looks, how large it may grow. They read all modules' sources. */
@NullMarked
package vedette.house;

import org.jspecify.annotations.NullMarked;
