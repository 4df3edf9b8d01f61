package vedette.sentinel.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import vedette.sentinel.Cloud;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.ConnectionString.Reading;

/**
 * The workspaces that are set up beside the notebook, in the files that hunters already have:
 * {@code KQLMAGIC_CONNECTION_STR}, msticpy's {@code msticpyconfig.yaml} (where {@code MSTICPYCONFIG} says, in the
 * notebook's folder or one above, or in {@code .msticpy} of the home folder) and {@code config.json}, as Sentinel and
 * Azure Machine Learning write it.
 *
 * @param connections by name, the usual one first
 * @param notes what was found and could not be used, and why, for a person to read
 */
public record WorkspaceSettings(Map<String, ConnectionString> connections, List<String> notes) {

    private static final long MOST_BYTES = 1 << 20;
    private static final String YAML = "msticpyconfig.yaml";
    private static final ObjectMapper YAML_READER = YAMLMapper.builder().build();
    private static final ObjectMapper JSON_READER = JsonMapper.builder().build();

    public WorkspaceSettings {
        connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
        notes = List.copyOf(notes);
    }

    /**
     * Looks from a folder upwards. What is broken is noted, not thrown: a notebook that needs no workspace still starts.
     *
     * @param folder the notebook's
     * @param environment the variables of the process
     */
    public static WorkspaceSettings find(Path folder, Map<String, String> environment) {
        Finder finder = new Finder(environment);
        finder.environmentsConnection();
        finder.yaml(folder.toAbsolutePath());
        finder.json(folder.toAbsolutePath());
        return new WorkspaceSettings(finder.connections, finder.notes);
    }

    private static final class Finder {

        private final Map<String, ConnectionString> connections = new LinkedHashMap<>();
        private final List<String> notes = new ArrayList<>();
        private final Map<String, String> environment;
        private final Reading reading;

        Finder(Map<String, String> environment) {
            this.environment = environment;
            // What stands in these files and variables is not saved with a notebook.
            this.reading =
                    new Reading(name -> Optional.empty(), name -> Optional.ofNullable(environment.get(name)), true);
        }

        void environmentsConnection() {
            String text =
                    environment.getOrDefault("KQLMAGIC_CONNECTION_STR", "").strip();
            if (!text.isEmpty()) {
                try {
                    ConnectionString connection = ConnectionString.parse(unquoted(text), reading);
                    connections.put(connection.alias().orElseGet(connection::name), connection);
                } catch (IllegalArgumentException e) {
                    notes.add("KQLMAGIC_CONNECTION_STR: " + e.getMessage());
                }
            }
        }

        /** A shell's habits leave quotes around the whole. */
        private static String unquoted(String text) {
            boolean quoted = text.length() > 1
                    && (text.startsWith("'") || text.startsWith("\""))
                    && text.endsWith(text.substring(0, 1));
            return quoted ? text.substring(1, text.length() - 1) : text;
        }

        void yaml(Path folder) {
            Optional<Path> named = Optional.ofNullable(environment.get("MSTICPYCONFIG"))
                    .filter(text -> !text.isBlank())
                    .map(Path::of)
                    .map(path -> Files.isDirectory(path) ? path.resolve(YAML) : path);
            if (named.isPresent() && !Files.isRegularFile(named.get())) {
                notes.add("MSTICPYCONFIG names a file that is not there: " + named.get());
                return;
            }
            Optional<Path> home = Optional.ofNullable(environment.get("HOME"))
                    .or(() -> Optional.ofNullable(environment.get("USERPROFILE")))
                    .map(text -> Path.of(text, ".msticpy", YAML))
                    .filter(Files::isRegularFile);
            named.or(() -> upwards(folder, YAML))
                    .or(() -> home)
                    .ifPresent(file -> read(file, YAML_READER).ifPresent(root -> workspaces(file, root)));
        }

        void json(Path folder) {
            upwards(folder, "config.json")
                    .ifPresent(file -> read(file, JSON_READER).ifPresent(root -> config(file, root)));
        }

        private static Optional<Path> upwards(Path folder, String name) {
            return Stream.<Path>iterate(folder, at -> at != null, Path::getParent)
                    .map(at -> at.resolve(name))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }

        private Optional<JsonNode> read(Path file, ObjectMapper mapper) {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    notes.add(file + ": larger than 1 MB, so not read");
                    return Optional.empty();
                }
                return Optional.of(mapper.readTree(Files.readAllBytes(file))).filter(JsonNode::isObject);
            } catch (JsonProcessingException e) {
                // Its message quotes the file, and the file may hold secrets.
                notes.add(file + ": not readable at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr());
            } catch (IOException e) {
                notes.add(file + ": " + e.getClass().getSimpleName());
            }
            return Optional.empty();
        }

        private void workspaces(Path file, JsonNode root) {
            Stream.of("AzureSentinel", "MSSentinel", "MicrosoftSentinel")
                    .flatMap(section -> root.path(section).path("Workspaces").properties().stream())
                    .sorted((one, other) -> Boolean.compare(isDefault(other.getKey()), isDefault(one.getKey())))
                    .forEach(entry -> {
                        Text text = new Text(entry.getKey());
                        workspace(text, entry.getValue(), root);
                        add(file, text);
                    });
        }

        private static boolean isDefault(String name) {
            return name.equals("Default");
        }

        private void workspace(Text text, JsonNode settings, JsonNode root) {
            JsonNode azure = root.path("Azure");
            text.put("workspace", value(text.name, settings.path("WorkspaceId")));
            text.put("tenant", value(text.name, settings.path("TenantId")));
            text.put("subscription", value(text.name, settings.path("SubscriptionId")));
            text.put("resourcegroup", value(text.name, settings.path("ResourceGroup")));
            text.put("workspacename", value(text.name, settings.path("WorkspaceName")));
            text.put("cloud", value(text.name, azure.path("cloud")));
            JsonNode arguments = settings.path("Args");
            text.put("clientid", value(text.name, arguments.path("ClientId")));
            JsonNode secretNode = arguments.path("ClientSecret");
            if (secretNode.has("KeyVault")) {
                text.put("vaultsecret", vaultSecret(text.name, secretNode.path("KeyVault"), root));
            } else if (arguments.has("ClientSecret")) {
                Optional<String> secret = value(text.name, secretNode);
                text.parts.add(
                        secret.map(one -> "clientsecret=" + Text.quoted(one)).orElse("clientsecret=<asked>"));
            }
            text.put("certificate", value(text.name, arguments.path("CertificatePath")));
            JsonNode own =
                    arguments.has("auth_methods") ? arguments.path("auth_methods") : arguments.path("AuthMethods");
            JsonNode methods = own.isMissingNode() ? azure.path("auth_methods") : own;
            boolean namesOne = arguments.has("ClientSecret") || arguments.has("CertificatePath");
            if (own.isArray() || !namesOne) {
                text.put("credentials", Optional.of(methods(text.name, methods)).filter(list -> !list.isEmpty()));
            }
        }

        /**
         * The identifier of a secret that msticpy names as {@code vault/secret}, as a secret of the usual vault, or, by
         * leaving the name out, as the one that is called like the setting.
         */
        private Optional<String> vaultSecret(String name, JsonNode reference, JsonNode root) {
            String written = reference.isNull() ? "" : reference.asText().strip();
            int slash = written.indexOf('/');
            String vault = slash < 0 ? root.path("KeyVault").path("VaultName").asText("") : written.substring(0, slash);
            if (vault.isBlank()) {
                notes.add("workspace " + name + ": which Key Vault? Add VaultName to the section KeyVault");
                return Optional.empty();
            }
            String secret = written.isEmpty() || written.equalsIgnoreCase("default")
                    ? "AzureSentinel-Workspaces-" + name + "-Args-ClientSecret"
                    : written.substring(slash + 1);
            try {
                Cloud cloud = Cloud.named(root.path("Azure").path("cloud").asText("public"));
                return Optional.of("https://" + vault + "." + cloud.vaultDomain() + "/secrets/"
                        + secret.replaceAll("[^0-9a-zA-Z-]", "-"));
            } catch (IllegalArgumentException e) {
                notes.add("workspace " + name + ": " + e.getMessage());
                return Optional.empty();
            }
        }

        private String methods(String name, JsonNode list) {
            List<String> known = new ArrayList<>();
            for (JsonNode method : list) {
                try {
                    known.add(Method.named(method.asText()).word());
                } catch (IllegalArgumentException e) {
                    notes.add("workspace " + name + ": " + e.getMessage());
                }
            }
            return String.join(",", known);
        }

        /** Text, or where it is to be found. */
        private Optional<String> value(String name, JsonNode node) {
            if (node.isObject()) {
                if (node.has("EnvironmentVar")) {
                    String variable = node.path("EnvironmentVar").asText();
                    Optional<String> value = Optional.ofNullable(environment.get(variable));
                    if (value.isEmpty()) {
                        notes.add("workspace " + name + ": the environment variable " + variable + " is not set");
                    }
                    return value;
                }
                if (node.has("KeyVault")) {
                    notes.add("workspace " + name + ": of Key Vault only ClientSecret is read");
                }
                return Optional.empty();
            }
            return Optional.of(node.asText("")).filter(text -> !text.isBlank() && !node.isNull());
        }

        /**
         * Sentinel's file has the workspace's ID; Azure Machine Learning's names its own workspace, which is another
         * thing.
         */
        private void config(Path file, JsonNode root) {
            Text text = new Text(root.path("workspace_name").asText("config.json"));
            text.put("tenant", value(text.name, root.path("tenant_id")));
            text.put("subscription", value(text.name, root.path("subscription_id")));
            text.put("resourcegroup", value(text.name, root.path("resource_group")));
            text.put("workspacename", value(text.name, root.path("workspace_name")));
            Optional<String> id = value(text.name, root.path("workspace_id"));
            if (id.isPresent()) {
                text.put("workspace", id);
            } else if (Stream.of("subscription_id", "resource_group", "workspace_name")
                    .allMatch(root::has)) {
                text.put(
                        "resource",
                        Optional.of(
                                "/subscriptions/" + root.path("subscription_id").asText()
                                        + "/resourceGroups/"
                                        + root.path("resource_group").asText()
                                        + "/providers/Microsoft.OperationalInsights/workspaces/"
                                        + root.path("workspace_name").asText()));
                notes.add(file + ": has no workspace_id; " + text.name
                        + " is taken for a Log Analytics workspace of that name (if it is the Azure Machine Learning"
                        + " workspace, add workspace_id and tenant_id)");
            } else {
                return;
            }
            add(file, text);
        }

        private void add(Path file, Text text) {
            try {
                ConnectionString connection = ConnectionString.parse(text.whole(), reading);
                if (connections.putIfAbsent(text.name, connection) != null) {
                    notes.add(file + ": workspace " + text.name + " is set up twice; the first counts");
                }
            } catch (IllegalArgumentException e) {
                notes.add(file + ": workspace " + text.name + ": " + e.getMessage());
            }
        }
    }

    /** A connection string being put together. */
    private record Text(String name, List<String> parts) {

        Text(String name) {
            this(name, new ArrayList<>(List.of("alias=" + quoted(name))));
        }

        void put(String key, Optional<String> value) {
            value.ifPresent(text -> parts.add(key + "=" + quoted(text)));
        }

        static String quoted(String value) {
            return "'" + value.replace("'", "''") + "'";
        }

        String whole() {
            return "loganalytics://" + String.join(";", parts);
        }

        /** Parts hold secrets. */
        @Override
        public String toString() {
            return "Text[" + name + "]";
        }
    }
}
