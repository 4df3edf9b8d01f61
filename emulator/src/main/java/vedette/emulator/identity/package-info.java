/**
 * Stand-ins for the places where tokens come from: Entra's endpoints, a machine's managed identity in its several
 * dialects, and the Azure CLI.
 */
@NullMarked
package vedette.emulator.identity;

import org.jspecify.annotations.NullMarked;
