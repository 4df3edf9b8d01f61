package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.Cloud;
import vedette.sentinel.ConnectionString;

/** Decides which ways of signing in are tried in which order, from the connection string, the options and the environment. */
final class ChainBuilder {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ConnectionString connection;
    private final SignInSettings settings;
    private final Supplier<HttpClient> http;
    private final Optional<String> clientId;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    ChainBuilder(ConnectionString connection, SignInSettings settings, Supplier<HttpClient> http) {
        this(connection, settings, http, connection.value("clientid"));
    }

    private ChainBuilder(
            ConnectionString connection,
            SignInSettings settings,
            Supplier<HttpClient> http,
            Optional<String> clientId) {
        this.clientId = clientId;
        this.connection = connection;
        this.settings = settings;
        this.http = http;
        Stream.of("clientsecret", "password", "token", "appkey", "certificatepassword")
                .flatMap(key -> connection.value(key).stream())
                .forEach(secrets::add);
        Stream.of(
                        "AZURE_CLIENT_SECRET",
                        "AZURE_CLIENT_CERTIFICATE_PASSWORD",
                        "AZURE_PASSWORD",
                        "MSI_SECRET",
                        "IDENTITY_HEADER")
                .flatMap(name -> settings.variable(name).stream())
                .forEach(secrets::add);
        settings.signInKey().ifPresent(secrets::add);
    }

    CredentialChain build() {
        List<SignInMethod> methods = new ArrayList<>(named());
        if (methods.isEmpty()) {
            methods.addAll(wished());
            methods.addAll(usual());
        }
        return new CredentialChain(methods, new Reasons(secrets, settings.environment()));
    }

    /** What the connection string asks for; nothing else is tried then, lest another identity answers. */
    private List<SignInMethod> named() {
        if (connection.value("token").isPresent()) {
            return List.of(GivenToken.of(connection.value("token").get()));
        }
        Optional<String> list = connection.value("credentials");
        if (list.isPresent()) {
            return Stream.of(list.get().split("[,\\s]+"))
                    .map(name -> method(Method.named(name)))
                    .toList();
        }
        List<SignInMethod> methods = new ArrayList<>();
        if (connection.value("username").isPresent()) {
            methods.add(password());
        }
        Stream.of(Method.values())
                .filter(method -> connection.has(method.word()))
                .forEach(method -> methods.add(method(method)));
        if (connection.value("certificate").isPresent()
                || connection.value("certificatethumbprint").isPresent()) {
            methods.add(certificate());
        }
        boolean isApplication = clientId.isPresent() && methods.isEmpty();
        if (connection.value("clientsecret").isPresent() || connection.isAsked("clientsecret") || isApplication) {
            methods.add(secret());
        }
        return methods;
    }

    /** What options ask to be tried first. */
    private List<SignInMethod> wished() {
        List<SignInMethod> methods = new ArrayList<>();
        settings.option("try_token").ifPresent(token -> {
            secrets.add(token);
            methods.add(GivenToken.of(token));
        });
        if (settings.isOn("try_msi")) {
            methods.add(managed());
        }
        if (settings.isOn("try_azcli_login_subscription")
                || settings.isOn("try_azcli_login")
                || settings.isOn("try_azcli_login_by_profile")) {
            methods.add(azCli());
        }
        if (settings.isOn("try_vscode_login")) {
            methods.add(new Unavailable("Visual Studio Code", VSCODE));
        }
        return methods;
    }

    private List<SignInMethod> usual() {
        Optional<String> selected =
                settings.option("credentials").or(() -> settings.variable("AZURE_TOKEN_CREDENTIALS"));
        if (selected.isPresent()) {
            return Stream.of(selected.get().split("[,\\s]+"))
                    .flatMap(name -> Method.selected(name).stream())
                    .map(this::method)
                    .toList();
        }
        List<Method> methods =
                new ArrayList<>(List.of(Method.ENVIRONMENT, Method.WORKLOAD_IDENTITY, Method.AZURE_ML, Method.AZ_CLI));
        // Elsewhere it is worth no try: its address would be waited for in vain.
        if (settings.variable("IDENTITY_ENDPOINT").isPresent()) {
            methods.add(Method.MSI);
        }
        boolean prefersBrowser = settings.option("code_auth_interactive_mode")
                .filter("auth_code"::equalsIgnoreCase)
                .isPresent();
        methods.add(prefersBrowser ? Method.BROWSER : Method.CODE);
        return methods.stream().map(this::method).toList();
    }

    private SignInMethod method(Method method) {
        return switch (method) {
            case ENVIRONMENT -> environment();
            case SECRET -> secret();
            case CERTIFICATE -> certificate();
            case WORKLOAD_IDENTITY -> workload();
            case AZURE_ML -> new AzureMl(settings, clientId);
            case AZ_CLI -> azCli();
            case AZD -> CommandLine.azd(settings.environment(), tenant());
            case POWERSHELL -> powerShell();
            case VSCODE -> new Unavailable("Visual Studio Code", VSCODE);
            case MSI -> managed();
            case CODE -> new PersonSignIn(entra(), http, new PersonSignIn.Code(), settings);
            case BROWSER -> new PersonSignIn(entra(), http, new PersonSignIn.Browser(), settings);
        };
    }

    private static final String VSCODE =
            "needs Microsoft's native broker, which is not part of this kernel; use az login, or ;code";

    private SignInMethod environment() {
        Optional<String> missing = Stream.of("AZURE_CLIENT_ID", "AZURE_TENANT_ID")
                .filter(name -> settings.variable(name).isEmpty())
                .filter(name -> !name.equals("AZURE_TENANT_ID") || tenant().isEmpty())
                .findFirst();
        if (missing.isPresent()) {
            return new Unavailable("environment", missing.get() + " is not set");
        }
        Entra application = new Entra(authority(), tenant(), settings.variable("AZURE_CLIENT_ID"));
        Optional<String> secret = settings.variable("AZURE_CLIENT_SECRET");
        if (secret.isPresent()) {
            return new AzureIdentity(
                    "client secret of the environment",
                    application.clientId(),
                    Optional.empty(),
                    context -> Ways.secret(application, http, secret.get()));
        }
        Optional<String> file = settings.variable("AZURE_CLIENT_CERTIFICATE_PATH");
        if (file.isPresent()) {
            return new AzureIdentity(
                    "client certificate of the environment",
                    application.clientId(),
                    Optional.empty(),
                    context -> Ways.certificate(
                            application,
                            http,
                            Path.of(file.get()),
                            settings.variable("AZURE_CLIENT_CERTIFICATE_PASSWORD")));
        }
        Optional<String> user = settings.variable("AZURE_USERNAME");
        if (user.isPresent() && settings.variable("AZURE_PASSWORD").isPresent()) {
            return new PersonSignIn(
                    application,
                    http,
                    new PersonSignIn.Password(user.get(), asked(settings.variable("AZURE_PASSWORD"), "password")),
                    settings);
        }
        return new Unavailable("environment", "neither AZURE_CLIENT_SECRET nor AZURE_CLIENT_CERTIFICATE_PATH is set");
    }

    private SignInMethod secret() {
        if (clientId.isEmpty()) {
            return new Unavailable("client secret", "clientid is missing: add clientid='...'");
        }
        AskedSecret secret = secretOf("clientsecret", "client secret of " + clientId.orElse("the application"));
        Entra entra = entra();
        return new AzureIdentity(
                "client secret",
                entra.clientId(),
                Optional.of(secret),
                context -> Ways.secret(entra, http, secret.get(context)));
    }

    private SignInMethod certificate() {
        Optional<String> file = connection.value("certificate");
        if (file.isEmpty()) {
            return new Unavailable(
                    "client certificate",
                    "a thumbprint names a certificate in Windows' own store, which is not read; give certificate='file.pem' or '.pfx'");
        }
        Optional<AskedSecret> password = connection.isAsked("certificatepassword")
                ? Optional.of(asked(Optional.empty(), "password of " + file.get()))
                : connection.value("certificatepassword").map(value -> asked(Optional.of(value), "password"));
        Entra entra = entra();
        return new AzureIdentity(
                "client certificate",
                entra.clientId(),
                password,
                context -> Ways.certificate(entra, http, Path.of(file.get()), password.map(one -> one.get(context))));
    }

    private SignInMethod password() {
        String user = connection.value("username").orElseThrow();
        return new PersonSignIn(
                entra(), http, new PersonSignIn.Password(user, secretOf("password", "password of " + user)), settings);
    }

    private AskedSecret asked(Optional<String> given, String question) {
        return new AskedSecret(given, question, settings.prompt(), secrets);
    }

    /** The secret of the application or person, from Key Vault where the connection says so. */
    private AskedSecret secretOf(String key, String question) {
        Optional<String> identifier = connection.value("vaultsecret");
        if (identifier.isEmpty()) {
            return asked(connection.value(key), question);
        }
        // Who reads the vault is not the one who wants the secret.
        ChainBuilder reader = new ChainBuilder(connection, settings, http, Optional.empty());
        CredentialChain tokens = new CredentialChain(reader.usual(), new Reasons(secrets, settings.environment()));
        return new AskedSecret(Optional.empty(), question, new VaultSecret(identifier.get(), http, tokens), secrets);
    }

    private SignInMethod workload() {
        Optional<String> file =
                connection.value("federatedtokenfile").or(() -> settings.variable("AZURE_FEDERATED_TOKEN_FILE"));
        if (file.isEmpty()) {
            return new Unavailable("workload identity", "AZURE_FEDERATED_TOKEN_FILE is not set");
        }
        Entra entra = entra();
        Entra application = new Entra(
                entra.authority(), entra.tenant(), entra.clientId().or(() -> settings.variable("AZURE_CLIENT_ID")));
        return new AzureIdentity(
                "workload identity",
                application.clientId(),
                Optional.empty(),
                context -> Ways.workload(application, http, file.get()));
    }

    private SignInMethod azCli() {
        Optional<String> subscription =
                settings.option("try_azcli_login_subscription").or(() -> connection.value("subscription"));
        return CommandLine.az(settings.environment(), tenant(), subscription);
    }

    private SignInMethod powerShell() {
        boolean isInstalled = Stream.of("pwsh", "pwsh.exe", "powershell.exe")
                .anyMatch(program ->
                        CommandLine.onPath(settings.environment(), program).isPresent());
        if (!isInstalled) {
            return new Unavailable("Azure PowerShell", "not installed: no pwsh on PATH");
        }
        Optional<String> tenant = tenant();
        return new AzureIdentity(
                "Azure PowerShell", Optional.empty(), Optional.empty(), context -> Ways.powerShell(tenant));
    }

    /** On a compute instance of Azure ML its own endpoint is the machine's identity. */
    private SignInMethod managed() {
        Map<String, Optional<String>> wish = msiOption();
        Ways.ManagedIdentity identity = new Ways.ManagedIdentity(
                clientId.or(() -> wish.getOrDefault("client_id", Optional.empty())),
                connection.value("identityresource").or(() -> wish.getOrDefault("mis_res_id", Optional.empty())),
                connection.value("identityobject").or(() -> wish.getOrDefault("object_id", Optional.empty())));
        if (AzureMl.isHere(settings)) {
            return new AzureMl(settings, identity.clientId());
        }
        return new AzureIdentity(
                "managed identity", Optional.of(identity.shown()), Optional.empty(), context -> Ways.managed(identity));
    }

    /** Kqlmagic's option is a dictionary. */
    private Map<String, Optional<String>> msiOption() {
        String written = settings.option("try_msi").orElse("").strip();
        if (!written.startsWith("{")) {
            return Map.of();
        }
        try {
            JsonNode object = JSON.readTree(written.replace('\'', '"'));
            Map<String, Optional<String>> values = new ConcurrentHashMap<>();
            Stream.of("client_id", "object_id", "mis_res_id")
                    .forEach(key ->
                            values.put(key, Optional.ofNullable(object.path(key).textValue())));
            return values;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("try_msi must be true or like {\"client_id\": \"...\"}", e);
        }
    }

    private Entra entra() {
        return new Entra(authority(), tenant(), clientId);
    }

    private Optional<String> tenant() {
        return connection.value("tenant").or(() -> settings.variable("AZURE_TENANT_ID"));
    }

    private URI authority() {
        Optional<String> given = connection.value("authority");
        if (given.isPresent()) {
            return URI.create(given.get());
        }
        boolean saysCloud = connection.value("cloud").isPresent() || connection.cloud() != Cloud.PUBLIC;
        if (saysCloud) {
            return connection.cloud().authority();
        }
        return settings.option("cloud")
                .map(name -> Cloud.named(name).authority())
                .or(() -> settings.variable("AZURE_AUTHORITY_HOST").map(host -> URI.create(host.replaceAll("/+$", ""))))
                .orElseGet(() -> Cloud.PUBLIC.authority());
    }

    /** A way that is known not to work here, and why. */
    private record Unavailable(String name, String reason) implements SignInMethod {

        @Override
        public Optional<String> obstacle() {
            return Optional.of(reason);
        }

        @Override
        public BearerToken fetch(QueryContext context, String scope, boolean renew) {
            throw new Refusal(reason);
        }
    }
}
