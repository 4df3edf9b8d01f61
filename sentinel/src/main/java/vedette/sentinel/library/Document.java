package vedette.sentinel.library;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import vedette.frame.Json;

/** Reads a YAML or JSON file into maps, lists and scalars. Makes no other classes, and bounds what a file can cost. */
final class Document {

    private static final int MOST_CHARACTERS = 8 * 1024 * 1024;
    private static final int MOST_ALIASES = 200;
    private static final int MOST_LEVELS = 100;

    private Document() {}

    /** Whether a file is one that may hold queries, by its name. */
    static boolean isNamedAsOne(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
    }

    /**
     * The tree of a file.
     *
     * @throws QueryLibraryException where it cannot be read
     */
    static Entry read(Path file) {
        try {
            if (Files.size(file) > MOST_CHARACTERS) {
                throw new QueryLibraryException(file + ": is larger than " + MOST_CHARACTERS + " bytes");
            }
            String text = Files.readString(file);
            boolean isJson =
                    file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".json");
            return isJson ? json(text, file.toString()) : yaml(text, file.toString());
        } catch (CharacterCodingException e) {
            throw new QueryLibraryException(file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new QueryLibraryException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The tree of a YAML text, known to the user by a name. */
    static Entry yaml(String text, String name) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(MOST_ALIASES);
        options.setNestingDepthLimit(MOST_LEVELS);
        options.setCodePointLimit(MOST_CHARACTERS);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(
                new SafeConstructor(options), new Representer(unused), unused, options, new WithoutTimestamps());
        try {
            return Entry.of(name, yaml.load(withoutMark(text)));
        } catch (MarkedYAMLException e) {
            String place = e.getProblemMark() == null
                    ? ""
                    : ":" + (e.getProblemMark().getLine() + 1) + ":"
                            + (e.getProblemMark().getColumn() + 1);
            throw new QueryLibraryException(name + place + ": is no YAML: " + e.getProblem(), e);
        } catch (YAMLException e) {
            throw new QueryLibraryException(name + ": is no YAML: " + e.getMessage(), e);
        }
    }

    private static Entry json(String text, String name) {
        @Nullable
        Object value = Json.parse(withoutMark(text))
                .orElseThrow(() -> new QueryLibraryException(name + ": is no JSON"))
                .value();
        return Entry.of(name, value);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** A date stays the text that it is: what it means is for the query to say. */
    private static final class WithoutTimestamps extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
