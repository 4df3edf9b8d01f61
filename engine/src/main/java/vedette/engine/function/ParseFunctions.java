package vedette.engine.function;

import static vedette.engine.function.StringFunctions.s;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions that take texts of known forms apart: URLs, paths, command lines. */
final class ParseFunctions {

    private static final Pattern URL =
            Pattern.compile("(?:([A-Za-z][A-Za-z0-9+.-]*+):)?(?://(?:([^:/?#@]*+)(?::([^/?#@]*+))?@)?"
                    + "(\\[[^\\]]*+\\]|[^:/?#]*+)(?::(\\d*+))?)?([^?#]*+)(?:\\?([^#]*+))?(?:#(.*))?");

    private ParseFunctions() {}

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("parse_url", "s:j", a -> url(s(a, 0))),
                new JavaFunction("parse_urlquery", "s:j", a -> {
                    Map<String, Object> parts = new LinkedHashMap<>();
                    parts.put("Query Parameters", query(s(a, 0).startsWith("?") ? s(a, 0).substring(1) : s(a, 0)));
                    return parts;
                }),
                new JavaFunction("parse_path", "s:j", a -> path(s(a, 0))),
                new JavaFunction("parse_command_line", "ss:j", a -> commandLine(s(a, 0))));
    }

    private static @Nullable Object url(String text) {
        Matcher matcher = URL.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("Scheme", group(matcher, 1));
        parts.put("Host", group(matcher, 4));
        parts.put("Port", group(matcher, 5));
        parts.put("Path", group(matcher, 6));
        parts.put("Username", group(matcher, 2));
        parts.put("Password", group(matcher, 3));
        parts.put("Query Parameters", query(group(matcher, 7)));
        parts.put("Fragment", group(matcher, 8));
        return parts;
    }

    private static String group(Matcher matcher, int group) {
        String found = matcher.group(group);
        return found == null ? "" : found;
    }

    private static Map<String, Object> query(String text) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (!pair.isEmpty()) {
                parameters.put(
                        decoded(equals < 0 ? pair : pair.substring(0, equals)),
                        equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable Object path(String text) {
        if (text.isEmpty()) {
            return null;
        }
        String rest = text;
        String scheme = "";
        Matcher schemed = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://(.*)").matcher(text);
        if (schemed.matches()) {
            scheme = schemed.group(1);
            rest = schemed.group(2);
        }
        String stream = "";
        int separator = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'));
        int colon = rest.indexOf(':', separator + 1);
        if (separator >= 0 && colon > 0) {
            stream = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        String directory = separator < 0 ? "" : rest.substring(0, separator);
        String file = rest.substring(separator + 1);
        int dot = file.lastIndexOf('.');
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("Scheme", scheme);
        parts.put("RootPath", root(directory));
        parts.put("DirectoryPath", directory);
        parts.put(
                "DirectoryName",
                directory.substring(Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\')) + 1));
        parts.put("Filename", file);
        parts.put("Extension", dot < 0 ? "" : file.substring(dot + 1));
        parts.put("AlternateDataStreamName", stream);
        return parts;
    }

    private static String root(String directory) {
        if (directory.matches("[A-Za-z]:.*")) {
            return directory.substring(0, Math.min(3, directory.length()));
        }
        return directory.startsWith("/") ? "/" : "";
    }

    /** Arguments as Windows splits them: quotes group, a backslash counts only before a quote. */
    private static @Nullable Object commandLine(String text) {
        List<Object> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        boolean quoted = false;
        boolean any = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int slashes = 0;
            while (i + slashes < text.length() && text.charAt(i + slashes) == '\\') {
                slashes++;
            }
            if (slashes > 0) {
                boolean quote = i + slashes < text.length() && text.charAt(i + slashes) == '"';
                argument.append("\\".repeat(quote ? slashes / 2 : slashes));
                i += slashes;
                any = true;
                if (quote && slashes % 2 == 1) {
                    argument.append('"');
                    i++;
                }
            } else {
                if (c == '"') {
                    quoted = !quoted;
                    any = true;
                } else if (!quoted && Character.isWhitespace(c)) {
                    if (any) {
                        arguments.add(argument.toString());
                    }
                    argument.setLength(0);
                    any = false;
                } else {
                    argument.append(c);
                    any = true;
                }
                i++;
            }
        }
        if (any) {
            arguments.add(argument.toString());
        }
        return arguments.isEmpty() ? null : arguments;
    }
}
