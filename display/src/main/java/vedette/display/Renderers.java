package vedette.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Chooses how a value looks: its own {@link Displayable}, else the first {@link Renderer} for its class, else its
 * {@code toString}. Immutable; safe for any thread.
 */
public final class Renderers {

    private final List<Renderer<?>> renderers;

    /** Renderers in order of preference. */
    public Renderers(List<Renderer<?>> renderers) {
        this.renderers = List.copyOf(renderers);
    }

    /** The renderers that a class loader's libraries offer as services. */
    public static Renderers load(ClassLoader loader) {
        List<Renderer<?>> found = ServiceLoader.load(Renderer.class, loader).stream()
                .<Renderer<?>>map(ServiceLoader.Provider::get)
                .toList();
        return new Renderers(found);
    }

    /** These renderers and, before them in preference, some more. */
    public Renderers plus(List<Renderer<?>> more) {
        List<Renderer<?>> all = new ArrayList<>(more);
        all.addAll(renderers);
        return more.isEmpty() ? this : new Renderers(all);
    }

    /** How a value looks. What a renderer or {@code toString} throws passes through. */
    public MimeBundle render(Object value) {
        if (value instanceof Displayable displayable) {
            return displayable.toMimeBundle();
        }
        return renderers.stream()
                .flatMap(renderer -> rendered(renderer, value).stream())
                .findFirst()
                .orElseGet(() -> MimeBundle.text(String.valueOf(value)));
    }

    private static <T> Optional<MimeBundle> rendered(Renderer<T> renderer, Object value) {
        return renderer.type().isInstance(value)
                ? Optional.of(renderer.render(renderer.type().cast(value)))
                : Optional.empty();
    }
}
