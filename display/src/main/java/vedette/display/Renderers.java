package vedette.display;

import static java.util.Objects.requireNonNull;

import java.awt.image.RenderedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how a value looks: its own {@link Displayable}, else the {@link Renderer} that is nearest to its class, else a
 * look that fits values of its kind. A bundle always comes of it, with a plain text: what throws gives way to the next.
 * Immutable; safe for any thread.
 */
public final class Renderers {

    private final List<Known<?>> renderers;
    private final UnaryOperator<String> wording;

    /**
     * Renderers in order of preference.
     *
     * @throws RuntimeException when one does not say what it renders
     */
    public Renderers(List<Renderer<?>> renderers) {
        this(renderers.stream().<Known<?>>map(Known::of).toList(), UnaryOperator.identity());
    }

    private Renderers(List<Known<?>> renderers, UnaryOperator<String> wording) {
        this.renderers = List.copyOf(renderers);
        this.wording = wording;
    }

    /** A renderer and what it renders, which it is asked for only once. */
    private record Known<T>(Class<T> type, Renderer<T> renderer) {

        static <T> Known<T> of(Renderer<T> renderer) {
            return new Known<>(requireNonNull(renderer.type(), "type() returned null"), renderer);
        }

        MimeBundle render(Object value) {
            return renderer.render(type.cast(value));
        }

        boolean isNearerThan(Known<?> other) {
            return other.type.isAssignableFrom(type) && !type.equals(other.type);
        }
    }

    /** The renderers that a class loader's libraries offer as services. */
    public static Renderers load(ClassLoader loader) {
        List<Renderer<?>> found = ServiceLoader.load(Renderer.class, loader).stream()
                .<Renderer<?>>map(ServiceLoader.Provider::get)
                .toList();
        return new Renderers(found);
    }

    /** These renderers and, before them in preference, some more, without those that do not say what they render. */
    public Renderers plus(List<Renderer<?>> more, Consumer<Failure> failures) {
        List<Known<?>> all = known(more, failures);
        all.addAll(renderers);
        return new Renderers(all, wording);
    }

    /** These renderers and, behind them in preference, some more, without those that do not say what they render. */
    public Renderers orElse(List<Renderer<?>> more, Consumer<Failure> failures) {
        List<Known<?>> all = new ArrayList<>(renderers);
        all.addAll(known(more, failures));
        return new Renderers(all, wording);
    }

    private static List<Known<?>> known(List<Renderer<?>> renderers, Consumer<Failure> failures) {
        List<Known<?>> known = new ArrayList<>();
        for (Renderer<?> renderer : renderers) {
            attempt(renderer.getClass(), () -> Known.of(renderer), failures).ifPresent(known::add);
        }
        return known;
    }

    /** These renderers, with the names of types put into other words where values say them of themselves. */
    public Renderers worded(UnaryOperator<String> words) {
        return new Renderers(renderers, words);
    }

    /**
     * A look that could not be had.
     *
     * @param source the class whose code failed
     */
    public record Failure(Class<?> source, Throwable thrown) {}

    /** How a value looks; looks that fail are passed over. */
    public MimeBundle render(@Nullable Object value) {
        return render(value, failure -> {});
    }

    /** How a value looks, and which looks failed before one was found. */
    public MimeBundle render(@Nullable Object value, Consumer<Failure> failures) {
        MimeBundle bundle = bundle(value, failures);
        boolean hasText = bundle.text().isPresent() || bundle.data().isEmpty();
        return hasText ? bundle : bundle.with(MimeBundle.TEXT, fallback(value, bundle));
    }

    private MimeBundle bundle(@Nullable Object value, Consumer<Failure> failures) {
        if (value == null || value instanceof MimeBundle) {
            return value instanceof MimeBundle ready ? ready : MimeBundle.text("null");
        }
        if (value instanceof Displayable own) {
            Optional<MimeBundle> look = attempt(own.getClass(), own::toMimeBundle, failures);
            if (look.isPresent()) {
                return look.get();
            }
        }
        for (Known<?> known : fitting(value)) {
            Optional<MimeBundle> look = attempt(known.renderer().getClass(), () -> known.render(value), failures);
            if (look.isPresent()) {
                return look.get();
            }
        }
        return usual(value, failures);
    }

    /** What is shown of a value that has no text of its own making. */
    private String fallback(@Nullable Object value, MimeBundle bundle) {
        return value instanceof MimeBundle || value == null
                ? "(" + String.join(", ", bundle.data().keySet()) + ")"
                : ValueText.of(value, ValueText.Limits.USUAL, wording);
    }

    /** The renderers for a value, those for the nearer of two related classes first, else in order of preference. */
    private List<Known<?>> fitting(Object value) {
        List<Known<?>> sorted = new ArrayList<>();
        for (Known<?> known : renderers) {
            if (known.type().isInstance(value)) {
                int place = 0;
                while (place < sorted.size() && !known.isNearerThan(sorted.get(place))) {
                    place++;
                }
                sorted.add(place, known);
            }
        }
        return sorted;
    }

    /** What may fail. */
    private interface Attempt<T> {
        T run();
    }

    private static <T> Optional<T> attempt(Class<?> source, Attempt<T> attempt, Consumer<Failure> failures) {
        try {
            return Optional.of(requireNonNull(attempt.run(), "no look was returned"));
        } catch (Throwable thrown) {
            Parts.rethrowFatal(thrown);
            failures.accept(new Failure(source, thrown));
            return Optional.empty();
        }
    }

    private MimeBundle usual(Object value, Consumer<Failure> failures) {
        if (value instanceof RenderedImage image) {
            Optional<MimeBundle> picture = attempt(image.getClass(), () -> ImageLook.of(image), failures);
            if (picture.isPresent()) {
                return picture.get();
            }
        }
        ValueText.Written written = ValueText.write(value, ValueText.Limits.USUAL, wording);
        written.thrown().ifPresent(thrown -> failures.accept(new Failure(value.getClass(), thrown)));
        MimeBundle text = MimeBundle.text(written.text());
        return ValueTable.of(value)
                .map(table -> text.with(MimeBundle.HTML, table.html(wording)))
                .orElse(text);
    }

    /** A value's beginning, in one line of at most so many characters. */
    public String line(@Nullable Object value, int most) {
        ValueText.Limits limits = new ValueText.Limits(most, most + 1);
        return Escape.shortened(Escape.line(ValueText.of(value, limits, wording)), most);
    }
}
