/**
 * Java as a kernel's language: one compiler pass per cell, state between cells, completion, inspection. The only package
 * that knows that Java is being evaluated.
 */
@NullMarked
package vedette.kernel.java;

import org.jspecify.annotations.NullMarked;
