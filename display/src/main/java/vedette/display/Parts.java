package vedette.display;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.function.IntSupplier;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What values are made of, asked with care: any of it may be hostile, endless or broken. */
final class Parts {

    private Parts() {}

    /** A component of a record. */
    record Field(String name, @Nullable Object value) {}

    /** What is shown in the place of a value that cannot be had, and what its code threw. */
    record Broken(String text, Optional<Throwable> thrown) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether a value is shown by its own words and not by its parts. */
    static boolean isWhole(Object value) {
        return switch (value) {
            case Map<?, ?> map -> hasOwnWords(map) && isSmall(map::size);
            case Map.Entry<?, ?> entry -> hasOwnWords(entry);
            case Optional<?> optional -> optional.isEmpty();
            case Record plain -> !isPlain(plain);
            case Collection<?> collection -> hasOwnWords(collection) && isSmall(collection::size);
            default -> !value.getClass().isArray();
        };
    }

    private static boolean isSmall(IntSupplier size) {
        return size(size) <= ValueText.Limits.USUAL.elements();
    }

    /** Whether a class says itself how it looks; how those of the JDK do is known. */
    private static boolean hasOwnWords(Object value) {
        try {
            Class<?> teller = value.getClass().getMethod("toString").getDeclaringClass();
            return !teller.getName().startsWith("java.");
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Whether a record is shown by its components: the compiler makes its text final, which programmers seldom do. */
    private static boolean isPlain(Record plain) {
        try {
            Method words = plain.getClass().getMethod("toString");
            RecordComponent[] components = plain.getClass().getRecordComponents();
            return Modifier.isFinal(words.getModifiers())
                    && (components.length == 0 || components[0].getAccessor().trySetAccessible());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** A record's components. */
    static List<Field> fields(Record plain) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : plain.getClass().getRecordComponents()) {
            fields.add(new Field(component.getName(), field(component, plain)));
        }
        return fields;
    }

    private static @Nullable Object field(RecordComponent component, Record plain) {
        String place = component.getName() + "()";
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(plain);
        } catch (InvocationTargetException e) {
            Throwable thrown = Objects.requireNonNullElse(e.getCause(), e);
            return new Broken(told(thrown, "in " + place), Optional.of(thrown));
        } catch (IllegalAccessException e) {
            return new Broken("(" + place + " is not accessible)", Optional.empty());
        }
    }

    /** The elements of a value that is shown by them. */
    static Optional<Iterator<?>> elements(Object value) {
        if (value.getClass().isArray()) {
            return Optional.of(ofArray(value));
        }
        return value instanceof Collection<?> collection && !isWhole(collection)
                ? Optional.of(collection.iterator())
                : Optional.empty();
    }

    static Iterator<?> ofArray(Object array) {
        return IntStream.range(0, Array.getLength(array))
                .mapToObj(i -> Array.get(array, i))
                .iterator();
    }

    /** How many elements a collection or array has, as it says. */
    static int size(Object value) {
        return value instanceof Collection<?> collection ? size(collection::size) : Array.getLength(value);
    }

    /** A size, or the greatest where it cannot be told. */
    static int size(IntSupplier size) {
        try {
            return size.getAsInt();
        } catch (Throwable thrown) {
            rethrowFatal(thrown);
            return Integer.MAX_VALUE;
        }
    }

    /** Whether reading a value's elements takes them from it. */
    static boolean isReadOnce(Object value) {
        return value instanceof BaseStream || value instanceof Iterator || value instanceof Spliterator;
    }

    /** The name that a programmer would use for a value's type. */
    static String typeName(Object value) {
        return switch (value) {
            case Stream<?> _ -> "Stream";
            case IntStream _ -> "IntStream";
            case LongStream _ -> "LongStream";
            case DoubleStream _ -> "DoubleStream";
            case Spliterator<?> _ -> "Spliterator";
            case Iterator<?> iterator when iterator.getClass().getName().startsWith("java.") -> "Iterator";
            default -> {
                Class<?> type = value.getClass();
                yield type.isAnonymousClass() ? "anonymous " + parent(type).getSimpleName() : type.getSimpleName();
            }
        };
    }

    /** What an anonymous class implements or extends. */
    private static Class<?> parent(Class<?> anonymous) {
        return anonymous.getInterfaces().length > 0 ? anonymous.getInterfaces()[0] : anonymous.getSuperclass();
    }

    /** What a value's code threw, in a few words. */
    static String told(Throwable thrown, String where) {
        rethrowFatal(thrown);
        return "(" + typeName(thrown) + " " + where + ")";
    }

    /** Throws what is not the fault of a value, such as exhausted memory. */
    static void rethrowFatal(Throwable thrown) {
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
    }
}
