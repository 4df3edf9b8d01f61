package vedette.sentinel;

import static vedette.sentinel.ConnectionString.Service.APPLICATION_INSIGHTS;
import static vedette.sentinel.ConnectionString.Service.CACHE;
import static vedette.sentinel.ConnectionString.Service.DATA_EXPLORER;
import static vedette.sentinel.ConnectionString.Service.LAKE;
import static vedette.sentinel.ConnectionString.Service.LOG_ANALYTICS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import vedette.sentinel.ConnectionString.Service;

/** The words of connection strings. Case, {@code -} and {@code _} do not count. */
enum ConnectionKey {
    WORKSPACE("workspace", LOG_ANALYTICS, LAKE),
    RESOURCE("resource", LOG_ANALYTICS),
    LAKE_ENDPOINT("lakeendpoint", LOG_ANALYTICS),
    APP_ID("appid", APPLICATION_INSIGHTS),
    CLUSTER("cluster", DATA_EXPLORER),
    DATABASE("database", DATA_EXPLORER, LAKE),
    FOLDER("folder", CACHE),
    ALIAS("alias", Service.values()),
    CLOUD("cloud", Kind.PLACE),
    ENDPOINT("endpoint", Kind.PLACE, "datasourceurl"),
    SCOPE("scope", Kind.PLACE),
    AUTHORITY("authority", Kind.PLACE, "aadurl", "authorityhost"),
    CA("ca", Kind.PLACE),
    TENANT("tenant", Kind.PLACE, "tenantid", "authorityid"),
    SUBSCRIPTION("subscription", Kind.PLACE, "subscriptionid"),
    RESOURCE_GROUP("resourcegroup", Kind.PLACE),
    WORKSPACE_NAME("workspacename", Kind.PLACE),
    USERNAME("username", Kind.CREDENTIAL),
    PASSWORD("password", Kind.SECRET),
    CLIENT_ID("clientid", Kind.CREDENTIAL),
    CLIENT_SECRET("clientsecret", Kind.SECRET),
    VAULT_SECRET("vaultsecret", Kind.CREDENTIAL),
    CERTIFICATE("certificate", Kind.CREDENTIAL, "certificatepath", "certificatepemfile"),
    CERTIFICATE_PASSWORD("certificatepassword", Kind.SECRET),
    CERTIFICATE_THUMBPRINT("certificatethumbprint", Kind.CREDENTIAL),
    IDENTITY_RESOURCE("identityresource", Kind.CREDENTIAL, "misresid", "miresid"),
    IDENTITY_OBJECT("identityobject", Kind.CREDENTIAL, "objectid"),
    FEDERATED_TOKEN_FILE("federatedtokenfile", Kind.CREDENTIAL),
    TOKEN("token", Kind.SECRET),
    APP_KEY("appkey", Kind.SECRET),
    CREDENTIALS("credentials", Kind.CREDENTIAL, "authmethods"),

    CODE("code", Kind.FLAG, "devicecode"),
    BROWSER("browser", Kind.FLAG, "interactive", "interactivebrowser"),
    AZ_CLI("azcli", Kind.FLAG, "cli"),
    AZD("azd", Kind.FLAG, "azuredeveloper"),
    POWERSHELL("powershell", Kind.FLAG),
    VSCODE("vscode", Kind.FLAG),
    MSI("msi", Kind.FLAG, "managedidentity"),
    AZURE_ML("azureml", Kind.FLAG, "aml"),
    WORKLOAD_IDENTITY("workloadidentity", Kind.FLAG, "workload"),
    ENVIRONMENT("environment", Kind.FLAG, "env"),
    ANONYMOUS("anonymous", Kind.FLAG, List.of(), EnumSet.of(DATA_EXPLORER));

    /** What a word is for; what is asked of it depends on that. */
    enum Kind {
        TARGET,
        PLACE,
        CREDENTIAL,
        SECRET,
        FLAG
    }

    private final String word;
    private final Kind kind;
    private final List<String> synonyms;
    private final Set<Service> services;

    ConnectionKey(String word, Service... services) {
        this(word, Kind.TARGET, List.of(), EnumSet.copyOf(List.of(services)));
    }

    ConnectionKey(String word, Kind kind, String... synonyms) {
        this(word, kind, List.of(synonyms), EnumSet.complementOf(EnumSet.of(CACHE)));
    }

    ConnectionKey(String word, Kind kind, List<String> synonyms, Set<Service> services) {
        this.word = word;
        this.kind = kind;
        this.synonyms = synonyms;
        this.services = services;
    }

    String word() {
        return word;
    }

    boolean isFlag() {
        return kind == Kind.FLAG;
    }

    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** Whether it says who signs in or how. */
    boolean isCredential() {
        return kind == Kind.CREDENTIAL || kind == Kind.SECRET || kind == Kind.FLAG;
    }

    boolean fits(Service service) {
        return services.contains(service);
    }

    static Optional<ConnectionKey> of(String written) {
        String plain = plain(written);
        return Arrays.stream(values())
                .filter(key -> key.word.equals(plain) || key.synonyms.contains(plain))
                .findFirst();
    }

    /** All words for a service, to suggest one from. */
    static List<String> words(Service service) {
        return Arrays.stream(values())
                .filter(key -> key.fits(service))
                .flatMap(key -> Stream.concat(Stream.of(key.word), key.synonyms.stream()))
                .toList();
    }

    static String plain(String written) {
        return written.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
