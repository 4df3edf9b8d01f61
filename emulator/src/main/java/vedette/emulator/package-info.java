/** A loopback server that speaks Microsoft's query APIs over the local engine. */
@NullMarked
package vedette.emulator;

import org.jspecify.annotations.NullMarked;
