package vedette.frame;

import java.util.Arrays;
import java.util.Optional;

/**
 * The scalar types of KQL, in the order of Microsoft's documentation.
 *
 * @see <a href="https://learn.microsoft.com/kusto/query/scalar-data-types/">Scalar data types</a>
 */
public enum KqlType {
    BOOL("bool", "boolean"),
    DATETIME("datetime", "date"),
    DECIMAL("decimal"),
    DYNAMIC("dynamic"),
    GUID("guid", "uuid", "uniqueid"),
    INT("int"),
    LONG("long"),
    REAL("real", "double"),
    STRING("string"),
    TIMESPAN("timespan", "time");

    private final String kqlName;
    private final String[] aliases;

    KqlType(String kqlName, String... aliases) {
        this.kqlName = kqlName;
        this.aliases = aliases;
    }

    /** The name that {@code getschema} prints. */
    public String kqlName() {
        return kqlName;
    }

    /** The type that a name or an alias means; names are case-sensitive, as in KQL. */
    public static Optional<KqlType> named(String name) {
        return Arrays.stream(values())
                .filter(type ->
                        type.kqlName.equals(name) || Arrays.asList(type.aliases).contains(name))
                .findFirst();
    }

    /** Whether values are numbers: {@code int}, {@code long}, {@code real} or {@code decimal}. */
    public boolean isNumeric() {
        return this == INT || this == LONG || this == REAL || this == DECIMAL;
    }

    @Override
    public String toString() {
        return kqlName;
    }
}
