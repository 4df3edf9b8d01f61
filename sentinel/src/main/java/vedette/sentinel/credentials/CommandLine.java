package vedette.sentinel.credentials;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;

/**
 * Whoever is signed in with the Azure CLI or the Azure Developer CLI. Runs the program without a shell, which
 * azure-identity does not, and keeps its warnings out of its answer.
 */
final class CommandLine implements SignInMethod {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/ -]*");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final boolean developer;
    private final Map<String, String> environment;
    private final Optional<String> tenant;
    private final Optional<String> subscription;

    private CommandLine(
            boolean developer,
            Map<String, String> environment,
            Optional<String> tenant,
            Optional<String> subscription) {
        this.developer = developer;
        this.environment = environment;
        this.tenant = tenant;
        this.subscription = subscription;
    }

    static CommandLine az(Map<String, String> environment, Optional<String> tenant, Optional<String> subscription) {
        return new CommandLine(false, environment, tenant, subscription);
    }

    static CommandLine azd(Map<String, String> environment, Optional<String> tenant) {
        return new CommandLine(true, environment, tenant, Optional.empty());
    }

    @Override
    public String name() {
        return developer ? "Azure Developer CLI" : "az CLI";
    }

    @Override
    public Optional<String> obstacle() {
        return program().isEmpty() ? Optional.of("not installed: no " + command() + " on PATH") : Optional.empty();
    }

    @Override
    public BearerToken fetch(QueryContext context, String scope, boolean renew)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments(scope));
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.directory(new File(System.getProperty("java.io.tmpdir")));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            CompletableFuture<String> answer = read(process.inputReader(StandardCharsets.UTF_8));
            CompletableFuture<String> complaint = read(process.errorReader(StandardCharsets.UTF_8));
            int exit = process.waitFor();
            if (exit != 0) {
                throw new Refusal(complaint(complaint.join(), exit));
            }
            return token(answer.join());
        } finally {
            // A wait that was given up leaves the program, and what it started, behind.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<String> read(java.io.BufferedReader reader) {
        CompletableFuture<String> all = new CompletableFuture<>();
        Thread.ofVirtual().name("vedette-az").start(() -> {
            try (reader) {
                all.complete(reader.readAllAsString());
            } catch (IOException e) {
                all.complete("");
            }
        });
        return all;
    }

    private List<String> arguments(String scope) {
        List<String> all = new ArrayList<>(isWindows() ? List.of("cmd.exe", "/c") : List.of());
        all.add(program().orElseThrow(() -> new Refusal("not installed")).toString());
        all.addAll(
                developer
                        ? List.of("auth", "token", "--output", "json", "--no-prompt", "--scope", harmless(scope))
                        : List.of("account", "get-access-token", "--output", "json", "--scope", harmless(scope)));
        tenant.ifPresent(id -> all.addAll(List.of(developer ? "--tenant-id" : "--tenant", harmless(id))));
        subscription.ifPresent(id -> all.addAll(List.of("--subscription", harmless(id))));
        return all;
    }

    /** On Windows a batch file reads the arguments, which would run what a quote or ampersand in them says. */
    private static String harmless(String argument) {
        if (!HARMLESS.matcher(argument).matches()) {
            throw new Refusal("tenant, subscription and scope may hold only letters, digits, blanks and ._:/-");
        }
        return argument;
    }

    private String complaint(String said, int exit) {
        String lower = said.toLowerCase(Locale.ROOT);
        String login = developer ? "azd auth login" : "az login";
        if (said.contains("AADSTS")) {
            return new Reasons(List.of(), environment).of(new Refusal(said));
        }
        if (lower.contains(login) || lower.contains("not logged in") || lower.contains("az account set")) {
            return "nobody is signed in with it: run " + login
                    + tenant.map(id -> " --tenant " + id).orElse("");
        }
        return said.lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, last) -> last)
                .orElse("it ended with " + exit);
    }

    private static BearerToken token(String answer) {
        try {
            JsonNode object = JSON.readTree(answer);
            String value =
                    object.path("accessToken").asText(object.path("token").asText());
            if (value.isEmpty()) {
                throw new Refusal("its answer has no token");
            }
            return new BearerToken(value, expires(object));
        } catch (JsonProcessingException e) {
            // The message would quote the answer.
            throw new Refusal("its answer is no JSON");
        }
    }

    /** Seconds in newer versions of the Azure CLI, its machine's local time in older ones, ISO 8601 of the other. */
    private static Instant expires(JsonNode object) {
        if (object.path("expires_on").canConvertToLong()) {
            return Instant.ofEpochSecond(object.path("expires_on").asLong());
        }
        String written = object.path("expiresOn").asText();
        try {
            return written.endsWith("Z")
                    ? Instant.parse(written)
                    : LocalDateTime.parse(written.replace(' ', 'T'))
                            .atZone(ZoneId.systemDefault())
                            .toInstant();
        } catch (DateTimeException e) {
            throw new Refusal("its answer does not say when the token ends");
        }
    }

    private String command() {
        return developer ? "azd" : "az";
    }

    private Optional<Path> program() {
        return onPath(environment, isWindows() ? command() + (developer ? ".exe" : ".cmd") : command());
    }

    static Optional<Path> onPath(Map<String, String> environment, String program) {
        String folders = environment.getOrDefault("PATH", environment.getOrDefault("Path", ""));
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(folders)
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Path::isAbsolute)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }
}
