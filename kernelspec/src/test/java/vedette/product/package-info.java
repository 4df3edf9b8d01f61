/** Tests of the product as it is laid out, in the clients that people use. They run after the package phase. */
@NullMarked
package vedette.product;

import org.jspecify.annotations.NullMarked;
