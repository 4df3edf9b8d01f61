package vedette.sentinel.library;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vedette.sentinel.library.QueryLibrary.Skipped;

/** Reads query packs in msticpy's format: metadata, defaults, and sources with their queries. */
final class PackReader {

    private static final Set<String> SPEAKING_KQL = Set.of(
            "AzureDataExplorer",
            "AzureSentinel",
            "Kusto",
            "Kusto_KQLM",
            "Kusto_Legacy",
            "Kusto_New",
            "LogAnalytics",
            "M365D",
            "M365DGraph",
            "MDATP",
            "MDE",
            "MSSentinel",
            "MSSentinelSearch",
            "MSSentinel_KQLM",
            "MSSentinel_Legacy",
            "MSSentinel_New",
            "ResourceGraph");
    private static final Pattern MACRO = Pattern.compile("\\$<([^<>]+)>\\$?");

    private PackReader() {}

    static boolean isPack(Entry file) {
        return file.has("sources") && file.has("metadata");
    }

    /** The queries of a pack; those that cannot be used are told of, and keep no other back. */
    static void read(Entry file, List<LibraryQuery> queries, List<Skipped> skipped) {
        Entry metadata = file.entry("metadata");
        List<String> environments = environments(metadata);
        if (environments.isEmpty() || metadata.texts("data_families").isEmpty()) {
            throw new QueryLibraryException(
                    file.place() + ": metadata needs data_environments and data_families, each with at least one name");
        }
        if (environments.stream().noneMatch(SPEAKING_KQL::contains)) {
            throw new QueryLibraryException(
                    file.place() + ": is for " + String.join(", ", environments) + ", which is not asked in KQL");
        }
        Entry defaults = file.entry("defaults");
        Entry sources = file.entry("sources");
        for (String name : sources.values().keySet()) {
            try {
                queries.add(query(name, sources.entry(name), metadata, defaults));
            } catch (QueryLibraryException e) {
                skipped.add(new Skipped(file.place() + ": " + name, String.valueOf(e.getMessage())));
            }
        }
    }

    private static List<String> environments(Entry metadata) {
        return metadata.texts("data_environments").stream()
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .toList();
    }

    private static PackQuery query(String name, Entry source, Entry fileMetadata, Entry defaults) {
        Entry metadata = fileMetadata.overlaidWith(defaults.entry("metadata")).overlaidWith(source.entry("metadata"));
        String text = expanded(
                defaults.entry("args").overlaidWith(source.entry("args")).needed("query"),
                source.entry("query_macros"));
        List<QueryParameter> parameters =
                parameters(defaults.entry("parameters").overlaidWith(source.entry("parameters")));
        requireDeclared(Template.of(text).names(), parameters);
        List<String> techniques = new ArrayList<>(metadata.texts("techniques"));
        techniques.addAll(metadata.texts("tactics"));
        PackQuery.Facts facts = new PackQuery.Facts(
                fileMetadata.place().substring(0, fileMetadata.place().lastIndexOf('.')),
                source.text("description").orElse("").strip(),
                metadata.texts("data_families"),
                environments(metadata),
                techniques);
        return new PackQuery(name, facts, parameters, text);
    }

    /** {@code $<name>$} stands for a text that queries of one file vary; for nothing where the source has none. */
    private static String expanded(String text, Entry macros) {
        return MACRO.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        macros.entry(found.group(1)).text("value").orElse("")));
    }

    private static void requireDeclared(List<String> used, List<QueryParameter> parameters) {
        Set<String> declared = new TreeSet<>();
        parameters.forEach(parameter -> declared.add(parameter.name()));
        Set<String> undeclared = new LinkedHashSet<>(used);
        undeclared.removeAll(declared);
        if (!undeclared.isEmpty()) {
            throw new QueryLibraryException(
                    "the query uses parameters that it does not declare: " + String.join(", ", undeclared));
        }
    }

    private static List<QueryParameter> parameters(Entry entries) {
        return entries.values().keySet().stream()
                .map(name -> parameter(name, entries.entry(name)))
                .toList();
    }

    private static QueryParameter parameter(String name, Entry entry) {
        if (entry.has("format")) {
            throw new QueryLibraryException("parameter " + name + " has a format of Python's, which is not understood");
        }
        String type =
                entry.text("type").orElseThrow(() -> new QueryLibraryException("parameter " + name + " has no type"));
        return new QueryParameter(
                name,
                QueryParameter.Type.named(type)
                        .orElseThrow(() -> new QueryLibraryException("parameter " + name + " has the unknown type '"
                                + type + "'; known are "
                                + String.join(
                                        ", ",
                                        Stream.of(QueryParameter.Type.values())
                                                .map(QueryParameter.Type::shownName)
                                                .toList()))),
                entry.text("description").orElse("").strip(),
                defaultValue(entry),
                entry.texts("aliases"));
    }

    private static Optional<Object> defaultValue(Entry entry) {
        return entry.value("default").filter(value -> !(value instanceof Map));
    }
}
