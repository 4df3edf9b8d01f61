package vedette.display;

/**
 * Gives the look of values whose class is not ours to change.
 *
 * <p>Found by {@link java.util.ServiceLoader}; one instance serves all threads.
 *
 * @param <T> the class or interface whose values it renders
 */
public interface Renderer<T> {

    /** The class or interface whose values, subclasses included, this renders. */
    Class<T> type();

    /** How a value looks; a failure is reported to the user, and the value is shown as if there were no renderer. */
    MimeBundle render(T value);
}
