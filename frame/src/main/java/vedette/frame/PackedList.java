package vedette.frame;

import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * Values of one class as plain longs, so that a column of a million of them is no million of objects. Elements may be
 * null. Only what a column needs of a list is there: nothing is inserted or removed in the middle.
 */
@NullUnmarked
final class PackedList<T> extends AbstractList<T> implements RandomAccess {

    private static final int FIRST_ROWS = 16;

    private final Codec<T> codec;
    private final BitSet missing = new BitSet();
    private long[] longs;
    private int size;

    PackedList(Codec<T> codec) {
        this.codec = codec;
        this.longs = new long[FIRST_ROWS * codec.width()];
    }

    /** An empty list for the values of a type: packed where that is exact. */
    @SuppressWarnings("unchecked")
    static <T> List<T> of(KqlType type) {
        return switch (type) {
            case DATETIME -> (List<T>) new PackedList<>(new Datetimes());
            case TIMESPAN -> (List<T>) new PackedList<>(new Timespans());
            case GUID -> (List<T>) new PackedList<>(new Guids());
            default -> new ArrayList<>();
        };
    }

    /** How values are laid out in longs. */
    private interface Codec<T> {

        /** How many longs a value takes. */
        int width();

        T decode(long[] longs, int at);

        void encode(T value, long[] longs, int at);
    }

    private record Datetimes() implements Codec<Instant> {

        private static final Instant FIRST = Ticks.toInstant(0);
        private static final Instant LAST = Ticks.toInstant(Ticks.MAX_DATETIME);

        @Override
        public int width() {
            return 1;
        }

        @Override
        public Instant decode(long[] longs, int at) {
            return Ticks.toInstant(longs[at]);
        }

        @Override
        public void encode(Instant value, long[] longs, int at) {
            if (value.isBefore(FIRST) || !value.isBefore(LAST.plusNanos(100))) {
                throw new IllegalArgumentException("a datetime must lie in the years 1 to 9999: " + value);
            }
            longs[at] = Ticks.of(value);
        }
    }

    private record Timespans() implements Codec<Duration> {

        @Override
        public int width() {
            return 1;
        }

        @Override
        public Duration decode(long[] longs, int at) {
            return Ticks.toDuration(longs[at]);
        }

        @Override
        public void encode(Duration value, long[] longs, int at) {
            longs[at] = Frames.ticks(value);
        }
    }

    private record Guids() implements Codec<UUID> {

        @Override
        public int width() {
            return 2;
        }

        @Override
        public UUID decode(long[] longs, int at) {
            return new UUID(longs[at], longs[at + 1]);
        }

        @Override
        public void encode(UUID value, long[] longs, int at) {
            longs[at] = value.getMostSignificantBits();
            longs[at + 1] = value.getLeastSignificantBits();
        }
    }

    /** Appends a value of one long, in the codec's own terms. */
    void addLong(long value) {
        grow();
        longs[size++] = value;
    }

    /** Appends a value of two longs, in the codec's own terms. */
    void addLongs(long first, long second) {
        grow();
        longs[2 * size] = first;
        longs[2 * size + 1] = second;
        size++;
    }

    /** Gives back what was kept for rows that did not come. */
    void trim() {
        longs = Arrays.copyOf(longs, Math.max(1, size) * codec.width());
    }

    private void grow() {
        if ((size + 1) * codec.width() > longs.length) {
            longs = Arrays.copyOf(longs, longs.length + Math.max(longs.length >> 1, codec.width()));
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public T get(int row) {
        return isMissing(row) ? null : codec.decode(longs, row * codec.width());
    }

    /** Whether an element is null, without making one. */
    boolean isMissing(int row) {
        return missing.get(Objects.checkIndex(row, size));
    }

    @Override
    public T set(int row, T value) {
        T before = get(row);
        missing.set(row, value == null);
        if (value != null) {
            codec.encode(value, longs, row * codec.width());
        }
        return before;
    }

    @Override
    public boolean add(T value) {
        grow();
        if (value != null) {
            codec.encode(value, longs, size * codec.width());
        } else {
            missing.set(size);
        }
        size++;
        modCount++;
        return true;
    }

    @Override
    public void clear() {
        missing.clear();
        size = 0;
    }

    /** Appends a stretch of another list that is laid out in the same way, or says that it is not. */
    boolean addPacked(List<?> other) {
        if (!(other instanceof PackedList<?> packed) || !packed.codec.equals(codec)) {
            return false;
        }
        int from = size * codec.width();
        int count = packed.size * codec.width();
        if (from + count > longs.length) {
            longs = Arrays.copyOf(longs, from + count);
        }
        System.arraycopy(packed.longs, 0, longs, from, count);
        for (int row : packed.missing.stream().toArray()) {
            missing.set(size + row);
        }
        size += packed.size;
        modCount++;
        return true;
    }
}
