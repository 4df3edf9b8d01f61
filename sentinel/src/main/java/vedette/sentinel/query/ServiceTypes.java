package vedette.sentinel.query;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vedette.frame.KqlType;

/** The names that services give to KQL's types: KQL's own, .NET's, and those of older protocols. */
final class ServiceTypes {

    private static final Map<String, KqlType> DOTNET = Map.ofEntries(
            Map.entry("boolean", KqlType.BOOL),
            Map.entry("sbyte", KqlType.BOOL),
            Map.entry("int32", KqlType.INT),
            Map.entry("int64", KqlType.LONG),
            Map.entry("single", KqlType.REAL),
            Map.entry("float", KqlType.REAL),
            Map.entry("sqldecimal", KqlType.DECIMAL),
            Map.entry("object", KqlType.DYNAMIC));

    private ServiceTypes() {}

    /** The type of a name in any case, with or without its name space; empty where nobody knows it. */
    static Optional<KqlType> named(String name) {
        String simple = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return KqlType.named(simple).or(() -> Optional.ofNullable(DOTNET.get(simple)));
    }
}
