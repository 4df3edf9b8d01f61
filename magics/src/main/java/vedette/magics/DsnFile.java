package vedette.magics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file with a section for each connection, as Kqlmagic reads it: {@code [name]}, then {@code key = value} a line. The
 * key {@code scheme} says what is connected to; without it a workspace is Log Analytics and a database Data Explorer.
 */
final class DsnFile {

    private static final List<String> SCHEMES = List.of("scheme", "drivername", "driver");

    private DsnFile() {}

    /** The connection string of a section. */
    static String connectionString(Path file, String section) {
        Map<String, String> values = section(file, section);
        String scheme = SCHEMES.stream()
                .filter(values::containsKey)
                .map(values::remove)
                .findFirst()
                .orElse(values.containsKey("database") ? "azuredataexplorer" : "loganalytics");
        StringBuilder text = new StringBuilder(scheme + "://");
        String semicolon = "";
        for (Map.Entry<String, String> value : values.entrySet()) {
            text.append(semicolon).append(value.getKey());
            if (!value.getValue().isEmpty()) {
                boolean isVariable = value.getValue().startsWith("$");
                text.append('=').append(isVariable ? value.getValue() : quoted(value.getValue()));
            }
            semicolon = ";";
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static Map<String, String> section(Path file, String section) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw KqlFailure.of("[" + section + "] is looked for in " + file
                    + ", which cannot be read; -dsn_filename names" + " another file");
        }
        Map<String, String> values = new LinkedHashMap<>();
        boolean isInside = false;
        boolean isFound = false;
        for (String line : lines) {
            String text = line.strip();
            if (text.startsWith("[") && text.endsWith("]")) {
                isInside = text.substring(1, text.length() - 1).strip().equalsIgnoreCase(section);
                isFound |= isInside;
            } else if (isInside && !text.isEmpty() && !text.startsWith("#") && !text.startsWith(";")) {
                int equals = text.indexOf('=');
                String key = equals < 0 ? text : text.substring(0, equals).strip();
                String value = equals < 0 ? "" : text.substring(equals + 1).strip();
                values.put(OptionTable.normal(key), unquoted(value));
            }
        }
        if (!isFound) {
            throw KqlFailure.of(file + " has no section [" + section + "]");
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1
                && (value.startsWith("'") || value.startsWith("\""))
                && value.endsWith(value.substring(0, 1));
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
