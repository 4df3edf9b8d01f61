/**
 * A loopback server that speaks Microsoft's query APIs over the local engine.
 *
 * <p>{@code Emulator} puts the parts together. A request's way: {@code ClientConnections} (bytes; sees a client go) →
 * {@code Server} (records it, asks {@code Faults}, finds its route) → a handler of an {@code Api} → {@code Delivery} (sends
 * the {@code Answer}, with the fault that is due).
 *
 * <p>One more family of APIs is one class that implements {@code Api}, in a package below this one: it adds routes to
 * {@code Routes}, each with a handler from {@code Call} to {@code Answer}, and is handed to
 * {@code EmulatorOptions.Builder.api}. It answers on the same port as the query APIs, is recorded and fails by the same
 * faults. Its routes come before those of the query APIs. {@code Emulator.tokens} takes tokens that it issues.
 */
@NullMarked
package vedette.emulator;

import org.jspecify.annotations.NullMarked;
