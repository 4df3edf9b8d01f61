package vedette.sentinel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vedette.kql.Spelling;
import vedette.sentinel.ConnectionScanner.Form;
import vedette.sentinel.ConnectionScanner.Part;

/**
 * Kusto's own connection strings: {@code Data Source=https://help.kusto.windows.net;Initial Catalog=Samples;Fed=true},
 * or an address in place of the first pair.
 */
final class KustoConnectionString {

    private static final Pattern START = Pattern.compile(
            "\\s*(https?://|(data ?source|addr|address|network ?address|server)\\s*=)", Pattern.CASE_INSENSITIVE);

    private static final String IGNORED = "";

    /** Kusto's names for properties, without blanks, and ours; what has no meaning for a query over HTTPS is let pass. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("datasource", "cluster"),
            Map.entry("addr", "cluster"),
            Map.entry("address", "cluster"),
            Map.entry("networkaddress", "cluster"),
            Map.entry("server", "cluster"),
            Map.entry("initialcatalog", "database"),
            Map.entry("database", "database"),
            Map.entry("authorityid", "tenant"),
            Map.entry("authority", "tenant"),
            Map.entry("tenantid", "tenant"),
            Map.entry("tenant", "tenant"),
            Map.entry("applicationclientid", "clientid"),
            Map.entry("appclientid", "clientid"),
            Map.entry("applicationkey", "clientsecret"),
            Map.entry("appkey", "clientsecret"),
            Map.entry("applicationcertificatethumbprint", "certificatethumbprint"),
            Map.entry("appcert", "certificatethumbprint"),
            Map.entry("applicationtoken", "token"),
            Map.entry("apptoken", "token"),
            Map.entry("usertoken", "token"),
            Map.entry("usrtoken", "token"),
            Map.entry("userid", "username"),
            Map.entry("uid", "username"),
            Map.entry("user", "username"),
            Map.entry("password", "password"),
            Map.entry("pwd", "password"),
            Map.entry("azcli", "azcli"),
            Map.entry("aadfederatedsecurity", IGNORED),
            Map.entry("federatedsecurity", IGNORED),
            Map.entry("fed", IGNORED),
            Map.entry("federated", IGNORED),
            Map.entry("aadfed", IGNORED),
            Map.entry("accept", IGNORED),
            Map.entry("streaming", IGNORED),
            Map.entry("uncompressed", IGNORED),
            Map.entry("queryconsistency", IGNORED),
            Map.entry("usernamefortracing", IGNORED),
            Map.entry("applicationnamefortracing", IGNORED));

    private KustoConnectionString() {}

    static boolean isMeantBy(String text) {
        return START.matcher(text).lookingAt();
    }

    /** The parts under our names. An address as first part may end in the database's name. */
    static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        boolean guarded = false;
        for (String pair : pairs(text)) {
            int equals = pair.indexOf('=');
            boolean isAddress = parts.isEmpty() && pair.matches("(?i)https?://.*");
            if (isAddress) {
                parts.addAll(address(pair));
            } else if (equals < 0) {
                throw new IllegalArgumentException("a part of the connection string has no '='; write Name=value");
            } else {
                Part part = part(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip(),
                        guarded);
                guarded |= ConnectionKey.of(part.key())
                        .filter(ConnectionKey::isSecret)
                        .isPresent();
                if (!part.key().equals(IGNORED)) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static List<Part> address(String written) {
        int slash = written.indexOf('/', "https://".length());
        boolean hasDatabase = slash > 0 && slash < written.length() - 1 && written.indexOf('/', slash + 1) < 0;
        if (!hasDatabase) {
            return List.of(new Part("cluster", written, Form.QUOTED));
        }
        return List.of(
                new Part("cluster", written.substring(0, slash), Form.QUOTED),
                new Part("database", written.substring(slash + 1), Form.QUOTED));
    }

    /** What stands behind a secret may be a piece of it, so an unknown name there is not shown. */
    private static Part part(String name, String value, boolean guarded) {
        String plain = ConnectionKey.plain(name);
        String key = NAMES.get(plain);
        if (key == null) {
            // Other keys of ours, such as ca and scope, are useful here as well.
            key = ConnectionKey.of(plain)
                    .map(ConnectionKey::word)
                    .orElseThrow(() -> new IllegalArgumentException("Kusto's connection strings have no property "
                            + (guarded
                                    ? "like the one behind the secret; a value that holds ';' must be quoted"
                                    : "'" + name + "'; " + Spelling.didYouMean(plain, NAMES.keySet()))));
        }
        return new Part(key, unquoted(value), value.startsWith("$") ? Form.BARE : Form.QUOTED);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.endsWith(value.substring(0, 1));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Cuts at each semicolon outside quotes. */
    private static List<String> pairs(String text) {
        List<String> pairs = new ArrayList<>();
        StringBuilder pair = new StringBuilder();
        char quote = 0;
        for (char c : (text + ";").toCharArray()) {
            if (c == ';' && quote == 0) {
                if (!pair.toString().isBlank()) {
                    pairs.add(pair.toString().strip());
                }
                pair.setLength(0);
                continue;
            }
            if (c == '"' || c == '\'') {
                quote = quote == 0 ? c : quote == c ? 0 : quote;
            }
            pair.append(c);
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a value of the connection string has no closing quote");
        }
        return pairs;
    }
}
