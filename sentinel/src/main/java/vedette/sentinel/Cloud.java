package vedette.sentinel;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vedette.kql.Spelling;

/**
 * One of Microsoft's clouds: where its services are and for what a token for each is asked. An address may be replaced,
 * for a private endpoint or the emulator; the scope does not follow it.
 */
public enum Cloud {

    /** The worldwide cloud. */
    PUBLIC(
            List.of("public", "global", "azurecloud"),
            new Hosts(
                    "login.microsoftonline.com",
                    "api.loganalytics.io",
                    "api.applicationinsights.io",
                    "management.azure.com",
                    "kusto.windows.net",
                    "vault.azure.net"),
            Optional.of("api.securityplatform.microsoft.com")),

    /** Azure in China, run by 21Vianet. */
    CHINA(
            List.of("china", "mooncake", "cn", "azurechinacloud"),
            new Hosts(
                    "login.chinacloudapi.cn",
                    "api.loganalytics.azure.cn",
                    "api.applicationinsights.azure.cn",
                    "management.chinacloudapi.cn",
                    "kusto.chinacloudapi.cn",
                    "vault.azure.cn"),
            Optional.empty()),

    /** Azure for the government of the United States. */
    GOVERNMENT(
            List.of("government", "fairfax", "usgov", "usgovernment", "azureusgovernment"),
            new Hosts(
                    "login.microsoftonline.us",
                    "api.loganalytics.us",
                    "api.applicationinsights.us",
                    "management.usgovcloudapi.net",
                    "kusto.usgovcloudapi.net",
                    "vault.usgovcloudapi.net"),
            Optional.empty());

    private static final List<String> RETIRED = List.of("germany", "blackforest", "de", "azuregermancloud");

    private final List<String> names;
    private final Hosts hosts;
    private final Optional<String> lake;

    Cloud(List<String> names, Hosts hosts, Optional<String> lake) {
        this.names = names;
        this.hosts = hosts;
        this.lake = lake;
    }

    /**
     * The cloud of a name, as Kqlmagic ({@code mooncake}), msticpy ({@code cn}) or the Azure CLI
     * ({@code AzureChinaCloud}) call it.
     *
     * @throws IllegalArgumentException naming the nearest cloud, or that it was closed
     */
    public static Cloud named(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
        if (RETIRED.contains(plain)) {
            throw new IllegalArgumentException(
                    "cloud '" + name
                            + "' was closed on 29 October 2021; its workspaces have moved to the public cloud's regions in Germany");
        }
        return Arrays.stream(values())
                .filter(cloud -> cloud.names.contains(plain))
                .findFirst()
                .orElseThrow(() -> unknown(name));
    }

    private static IllegalArgumentException unknown(String name) {
        List<String> known =
                Arrays.stream(values()).flatMap(cloud -> cloud.names.stream()).toList();
        return new IllegalArgumentException("there is no cloud '" + name + "'; "
                + Spelling.nearest(name, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("the clouds are public, china and government"));
    }

    /** The cloud to whose domains a host belongs, where it belongs to one. */
    static Optional<Cloud> ofHost(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(cloud -> cloud.hosts.include(lower))
                .findFirst();
    }

    /** Where to sign in, without a tenant. */
    public URI authority() {
        return https(hosts.authority);
    }

    /** Log Analytics, without a path; its API lies below {@code /v1}. */
    public URI logAnalytics() {
        return https(hosts.logAnalytics);
    }

    /** Application Insights, without a path; its API lies below {@code /v1}. */
    public URI applicationInsights() {
        return https(hosts.applicationInsights);
    }

    /** The resource manager, by which Sentinel is managed. */
    public URI management() {
        return https(hosts.management);
    }

    /** Sentinel's data lake, above {@code /v2/rest/query}; empty where the cloud has none. */
    public Optional<URI> lake() {
        return lake.map(host -> URI.create("https://" + host + "/lake/kql"));
    }

    /** The address of a cluster by its name, for example {@code help} or {@code logs.westeurope}. */
    public URI cluster(String name) {
        return https(name + "." + hosts.cluster);
    }

    /** What stands behind a cluster's name in its host, for example {@code kusto.windows.net}. */
    public String clusterDomain() {
        return hosts.cluster;
    }

    /** What stands behind a Key Vault's name in its host, for example {@code vault.azure.net}. */
    public String vaultDomain() {
        return hosts.vault;
    }

    /** What a token for a service at an address is asked for: {@code https://host/.default}. */
    public static String scope(URI service) {
        return service.getScheme() + "://" + service.getAuthority() + "/.default";
    }

    private static URI https(String host) {
        return URI.create("https://" + host);
    }

    private record Hosts(
            String authority,
            String logAnalytics,
            String applicationInsights,
            String management,
            String cluster,
            String vault) {

        boolean include(String host) {
            return host.equals(authority)
                    || host.equals(logAnalytics)
                    || host.equals(applicationInsights)
                    || host.equals(management)
                    || host.endsWith("." + cluster);
        }
    }
}
