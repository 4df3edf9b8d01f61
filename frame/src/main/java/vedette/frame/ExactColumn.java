package vedette.frame;

import it.unimi.dsi.fastutil.ints.IntComparator;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.AbstractColumn;
import tech.tablesaw.columns.AbstractColumnParser;
import tech.tablesaw.columns.AbstractColumnType;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.ReadOptions;
import tech.tablesaw.selection.BitmapBackedSelection;
import tech.tablesaw.selection.Selection;

/**
 * A column of a KQL type that Tablesaw has no column for: datetime ({@link Instant}, to 100 ns, where
 * Tablesaw's own cuts to milliseconds), timespan ({@link Duration}), dynamic (a String of JSON, see
 * {@link Json}), guid ({@link UUID}) and decimal ({@link BigDecimal}). Missing values are null. A
 * datetime or timespan that is put in is cut to the tick. Not safe for threads that change it, like all of Tablesaw's.
 */
@NullUnmarked
public final class ExactColumn<T extends Comparable<? super T>> extends AbstractColumn<ExactColumn<T>, T> {

    private static final int BYTES_OF_A_REFERENCE = 8;

    private final KqlType kqlType;
    private final List<T> values;

    /** An empty column of one of the types that have such columns. */
    public ExactColumn(String name, KqlType kqlType) {
        this(name, kqlType, PackedList.of(kqlType));
    }

    private ExactColumn(String name, KqlType kqlType, List<T> values) {
        super(Type.of(kqlType), name, new Parser<>(Type.of(kqlType)));
        this.kqlType = kqlType;
        this.values = values;
    }

    /** The KQL type of its values. */
    public KqlType kqlType() {
        return kqlType;
    }

    private static final class Type extends AbstractColumnType {

        private static final List<Type> ALL =
                java.util.Arrays.stream(KqlType.values()).map(Type::new).toList();

        private final KqlType kqlType;

        private Type(KqlType kqlType) {
            super(BYTES_OF_A_REFERENCE, "KQL_" + kqlType.name(), kqlType.kqlName());
            this.kqlType = kqlType;
        }

        static Type of(KqlType kqlType) {
            return ALL.get(kqlType.ordinal());
        }

        @Override
        public Column<?> create(String name) {
            return new ExactColumn<String>(name, kqlType);
        }

        @Override
        public AbstractColumnParser<?> customParser(ReadOptions options) {
            return new Parser<>(this);
        }
    }

    /** Tablesaw asks each column for one; text files are read by the engine, so that nothing uses it. */
    private static final class Parser<T> extends AbstractColumnParser<T> {

        private Parser(Type type) {
            super(type);
        }

        @Override
        public boolean canParse(String text) {
            return false;
        }

        @Override
        public T parse(String text) {
            throw new UnsupportedOperationException("read text with the local engine instead");
        }
    }

    private String text(T value) {
        return switch (value) {
            case null -> "";
            case Instant instant -> Ticks.formatDatetime(Ticks.of(instant));
            case Duration duration -> Ticks.formatTimespan(Frames.ticks(duration));
            case BigDecimal decimal -> decimal.toPlainString();
            default -> value.toString();
        };
    }

    private ExactColumn<T> with(Iterable<T> others) {
        ExactColumn<T> column = new ExactColumn<>(name(), kqlType);
        others.forEach(column.values::add);
        return column;
    }

    /** Appends a datetime or timespan in ticks, without making an object of it. */
    void appendTicks(long ticks) {
        ((PackedList<T>) values).addLong(ticks);
    }

    /** Appends a guid, without making an object of it. */
    void appendGuid(long mostSignificant, long leastSignificant) {
        ((PackedList<T>) values).addLongs(mostSignificant, leastSignificant);
    }

    /** Gives back memory that was kept for rows that did not come. */
    void trim() {
        switch (values) {
            case PackedList<T> packed -> packed.trim();
            case ArrayList<T> list -> list.trimToSize();
            default -> throw new IllegalStateException("no such list of values");
        }
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public Table summary() {
        return Table.create(
                "Column: " + name(),
                StringColumn.create("Measure", "Count", "Missing", "Unique"),
                StringColumn.create(
                        "Value",
                        String.valueOf(size()),
                        String.valueOf(countMissing()),
                        String.valueOf(asSet().size())));
    }

    @Override
    @SuppressWarnings("unchecked")
    public T[] asObjectArray() {
        return values.toArray((T[]) Array.newInstance(valueClass(), 0));
    }

    private Class<?> valueClass() {
        return switch (kqlType) {
            case BOOL -> Boolean.class;
            case DATETIME -> Instant.class;
            case DECIMAL -> BigDecimal.class;
            case GUID -> UUID.class;
            case INT -> Integer.class;
            case LONG -> Long.class;
            case REAL -> Double.class;
            case TIMESPAN -> Duration.class;
            case DYNAMIC, STRING -> String.class;
        };
    }

    @Override
    public int countMissing() {
        return isMissing().size();
    }

    @Override
    public String getString(int row) {
        return text(values.get(row));
    }

    @Override
    public String getUnformattedString(int row) {
        return text(values.get(row));
    }

    @Override
    public T get(int row) {
        return values.get(row);
    }

    @Override
    public void clear() {
        values.clear();
    }

    @Override
    public void sortAscending() {
        values.sort(Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    @Override
    public void sortDescending() {
        values.sort(Comparator.nullsLast(Comparator.reverseOrder()));
    }

    @Override
    public boolean isEmpty() {
        return values.isEmpty();
    }

    @Override
    public IntComparator rowComparator() {
        Comparator<T> order = Comparator.nullsFirst(Comparator.naturalOrder());
        return (a, b) -> order.compare(values.get(a), values.get(b));
    }

    @Override
    public int compare(T a, T b) {
        return Objects.compare(a, b, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    @Override
    public Selection isMissing() {
        return rows(true);
    }

    @Override
    public Selection isNotMissing() {
        return rows(false);
    }

    private Selection rows(boolean missing) {
        Selection selection = new BitmapBackedSelection();
        for (int row = 0; row < values.size(); row++) {
            if (isMissing(row) == missing) {
                selection.add(row);
            }
        }
        return selection;
    }

    @Override
    public int byteSize() {
        return BYTES_OF_A_REFERENCE;
    }

    @Override
    public byte[] asBytes(int row) {
        return text(values.get(row)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Set<T> asSet() {
        return new LinkedHashSet<>(values);
    }

    @Override
    public boolean isMissing(int row) {
        return values instanceof PackedList<T> packed ? packed.isMissing(row) : values.get(row) == null;
    }

    @Override
    public ExactColumn<T> setMissing(int row) {
        values.set(row, null);
        return this;
    }

    @Override
    public ExactColumn<T> emptyCopy() {
        return with(List.of());
    }

    @Override
    public ExactColumn<T> emptyCopy(int rows) {
        return with(Collections.nCopies(rows, null));
    }

    @Override
    public ExactColumn<T> copy() {
        return emptyCopy().append(this);
    }

    @Override
    public ExactColumn<T> lag(int by) {
        List<T> lagged = new ArrayList<>(values.size());
        for (int row = 0; row < values.size(); row++) {
            int from = row - by;
            lagged.add(from >= 0 && from < values.size() ? values.get(from) : null);
        }
        return with(lagged);
    }

    @Override
    public ExactColumn<T> appendCell(String text) {
        return append(parser().parse(text));
    }

    @Override
    @SuppressWarnings("unchecked")
    public ExactColumn<T> appendCell(String text, AbstractColumnParser<?> parser) {
        return append((T) parser.parse(text));
    }

    @Override
    public ExactColumn<T> set(int row, T value) {
        values.set(row, value);
        return this;
    }

    @Override
    public ExactColumn<T> set(int row, Column<T> source, int sourceRow) {
        return set(row, source.get(sourceRow));
    }

    @Override
    public ExactColumn<T> append(T value) {
        values.add(value);
        return this;
    }

    @Override
    public ExactColumn<T> append(Column<T> source) {
        boolean packed = source instanceof ExactColumn<T> exact
                && values instanceof PackedList<T> list
                && list.addPacked(exact.values);
        if (packed) {
            return this;
        }
        for (T value : source) {
            values.add(value);
        }
        return this;
    }

    @Override
    public ExactColumn<T> append(Column<T> source, int row) {
        return append(source.get(row));
    }

    @Override
    @SuppressWarnings("unchecked")
    public ExactColumn<T> appendObj(Object value) {
        return append((T) value);
    }

    @Override
    public ExactColumn<T> appendMissing() {
        return append((T) null);
    }

    @Override
    public int valueHash(int row) {
        return Objects.hashCode(values.get(row));
    }

    @Override
    public boolean equals(int row, int other) {
        return Objects.equals(values.get(row), values.get(other));
    }

    @Override
    public ExactColumn<T> where(Selection selection) {
        List<T> chosen = new ArrayList<>(selection.size());
        for (int row : selection) {
            chosen.add(values.get(row));
        }
        return with(chosen);
    }

    @Override
    public ExactColumn<T> removeMissing() {
        return with(values.stream().filter(Objects::nonNull).toList());
    }

    @Override
    public ExactColumn<T> unique() {
        return with(asSet());
    }

    @Override
    public Iterator<T> iterator() {
        return values.iterator();
    }
}
