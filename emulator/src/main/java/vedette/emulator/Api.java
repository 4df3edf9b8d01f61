package vedette.emulator;

/**
 * A family of the service's APIs, one class each. Given to {@link EmulatorOptions.Builder#api}, it answers beside the
 * query APIs, on the same port.
 */
@FunctionalInterface
public interface Api {

    /** Adds its routes, once, before the server starts. */
    void addTo(Routes routes);
}
