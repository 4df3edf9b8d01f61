/** What is installed: the command line that starts the kernel, installs it and runs KQL without a notebook. */
@NullMarked
package vedette.kernelspec;

import org.jspecify.annotations.NullMarked;
