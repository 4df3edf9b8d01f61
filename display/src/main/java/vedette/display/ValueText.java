package vedette.display;

import static java.util.Objects.requireNonNull;

import java.awt.image.RenderedImage;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes a value as plain text that ends, whatever the value is: long ones are cut with a notice, those that hold
 * themselves say so, what throws is named in its place, and what is used up by reading is not read.
 */
final class ValueText {

    private static final int DEEPEST = 20;

    private final Limits limits;
    private final UnaryOperator<String> wording;
    private final StringBuilder out = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable Throwable thrown;

    private ValueText(Limits limits, UnaryOperator<String> wording) {
        this.limits = limits;
        this.wording = wording;
    }

    /**
     * How much is written.
     *
     * @param elements of each collection
     * @param characters in all, about
     */
    record Limits(int elements, int characters) {

        /** For a result of its own. */
        static final Limits USUAL = new Limits(1_000, 100_000);

        /** For a place in a table or list. */
        static final Limits NARROW = new Limits(20, 200);

        /** For what is told of such a place when it is pointed at. */
        static final Limits TITLE = new Limits(100, 4_000);
    }

    /**
     * A text.
     *
     * @param thrown the first of what the value's code threw
     */
    record Written(String text, Optional<Throwable> thrown) {}

    /** Writes a value. */
    static Written write(@Nullable Object value, Limits limits, UnaryOperator<String> wording) {
        ValueText text = new ValueText(limits, wording);
        text.write(value);
        return new Written(text.out.toString(), Optional.ofNullable(text.thrown));
    }

    /** The text. */
    static String of(@Nullable Object value, Limits limits, UnaryOperator<String> wording) {
        return write(value, limits, wording).text();
    }

    private String told(Throwable failure, String where) {
        note(failure);
        return Parts.told(failure, where);
    }

    private void note(Throwable failure) {
        thrown = thrown == null ? failure : thrown;
    }

    private boolean isFull() {
        return out.length() >= limits.characters();
    }

    private void write(@Nullable Object value) {
        if (value == null) {
            out.append("null");
            return;
        }
        try {
            if (Parts.isWhole(value)) {
                leaf(value);
            } else if (open.size() == DEEPEST) {
                out.append("...");
            } else if (!open.add(value)) {
                out.append("(this ").append(Parts.typeName(value)).append(')');
            } else {
                try {
                    inside(value);
                } finally {
                    open.remove(value);
                }
            }
        } catch (Throwable failure) {
            out.append(told(failure, "in " + wording.apply(Parts.typeName(value))));
        }
    }

    private void inside(Object value) {
        switch (value) {
            case Map<?, ?> map -> elements("{", "}", Parts.size(map::size), () -> entries(map), this::entry);
            case Map.Entry<?, ?> entry -> entry(entry);
            case Optional<?> optional -> {
                out.append("Optional[");
                write(optional.orElse(null));
                out.append(']');
            }
            case Record plain -> fields(plain);
            case Collection<?> collection ->
                elements("[", "]", Parts.size(collection::size), collection::iterator, this::write);
            default -> elements("[", "]", Array.getLength(value), () -> Parts.ofArray(value), this::write);
        }
    }

    private static Iterator<?> entries(Map<?, ?> map) {
        return requireNonNull(map.entrySet(), "entrySet() returned null").iterator();
    }

    private void entry(@Nullable Object entry) {
        if (entry instanceof Map.Entry<?, ?> pair) {
            write(pair.getKey());
            out.append('=');
            write(pair.getValue());
        }
    }

    private void fields(Record plain) {
        List<Parts.Field> fields = Parts.fields(plain);
        elements(wording.apply(plain.getClass().getSimpleName()) + "[", "]", fields.size(), fields::iterator, field -> {
            if (field instanceof Parts.Field(String name, Object value)) {
                if (value instanceof Parts.Broken broken) {
                    broken.thrown().ifPresent(this::note);
                }
                out.append(name).append('=');
                write(value);
            }
        });
    }

    /** Where elements come from. */
    private interface Start {
        Iterator<?> iterator();
    }

    private void elements(String before, String after, int size, Start start, Consumer<@Nullable Object> writer) {
        out.append(before);
        int count = 0;
        try {
            for (Iterator<?> rest = start.iterator(); rest.hasNext(); count++) {
                out.append(count == 0 ? "" : ", ");
                if (count == limits.elements() || isFull()) {
                    out.append(String.format(Locale.ROOT, "... (%,d of %,d shown)", count, size));
                    break;
                }
                writer.accept(rest.next());
            }
        } catch (Throwable failure) {
            out.append(told(failure, "after " + count + " elements"));
        }
        out.append(after);
    }

    private void leaf(Object value) {
        String text;
        try {
            text = worded(value, words(value));
        } catch (Throwable failure) {
            text = told(failure, "in toString of " + wording.apply(Parts.typeName(value)));
        }
        int room = Math.max(2, limits.characters() - out.length());
        out.append(Escape.shortened(text, room));
        if (text.length() > room && open.isEmpty() && limits.equals(Limits.USUAL)) {
            out.append(String.format(Locale.ROOT, "\n(%,d of %,d characters shown)", room - 1, text.length()));
        }
    }

    /** Only the names of types are put into other words: whatever else a value says is data. */
    private String worded(Object value, String text) {
        if (value instanceof AnnotatedElement || value instanceof Type || value instanceof StackTraceElement) {
            return wording.apply(text);
        }
        Class<?> type = value.getClass();
        if (!text.startsWith(type.getName())) {
            return text;
        }
        String name = type.isAnonymousClass() ? Parts.typeName(value) : wording.apply(type.getName());
        return name + text.substring(type.getName().length());
    }

    private static String words(Object value) {
        return switch (value) {
            // Its own text is a line of the colour model's numbers.
            case RenderedImage image ->
                image.getClass().getSimpleName() + " " + image.getWidth() + "×" + image.getHeight();
            case Object once
            when Parts.isReadOnce(once) -> "(" + Parts.typeName(once) + ", not read: showing it would use it up)";
            default -> String.valueOf(value.toString());
        };
    }
}
