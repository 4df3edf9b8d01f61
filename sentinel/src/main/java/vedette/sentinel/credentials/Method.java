package vedette.sentinel.credentials;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vedette.kql.Spelling;

/**
 * The ways of signing in by name: as flags of connection strings, in msticpy's {@code auth_methods} and in
 * {@code AZURE_TOKEN_CREDENTIALS}.
 */
enum Method {
    ENVIRONMENT("environment", "env", "environmentcredential"),
    SECRET("clientsecret"),
    CERTIFICATE("certificate", "cert"),
    WORKLOAD_IDENTITY("workloadidentity", "workload", "workloadidentitycredential"),
    AZURE_ML("azureml", "aml"),
    AZ_CLI("azcli", "cli", "azureclicredential"),
    AZD("azd", "azuredeveloper", "azuredeveloperclicredential"),
    POWERSHELL("powershell", "azurepowershellcredential"),
    VSCODE("vscode", "visualstudiocodecredential"),
    MSI("msi", "managedidentity", "managedidentitycredential"),
    CODE("code", "devicecode", "device", "devicecodecredential"),
    BROWSER("browser", "interactive", "interactivebrowser", "interactivebrowsercredential");

    private final List<String> names;

    Method(String... names) {
        this.names = List.of(names);
    }

    /** The word in a connection string. */
    String word() {
        return names.getFirst();
    }

    static Method named(String written) {
        String plain = written.strip().toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
        return Arrays.stream(values())
                .filter(method -> method.names.contains(plain))
                .findFirst()
                .orElseThrow(() -> unknown(written));
    }

    /** What {@code AZURE_TOKEN_CREDENTIALS} stands for. */
    static List<Method> selected(String written) {
        return switch (written.strip().toLowerCase(Locale.ROOT)) {
            case "prod" -> List.of(ENVIRONMENT, WORKLOAD_IDENTITY, AZURE_ML, MSI);
            case "dev" -> List.of(AZ_CLI, AZD, POWERSHELL);
            default -> List.of(named(written));
        };
    }

    private static IllegalArgumentException unknown(String written) {
        List<String> all =
                Arrays.stream(values()).flatMap(method -> method.names.stream()).toList();
        return new IllegalArgumentException("there is no way of signing in called '" + written + "'; "
                + Optional.of(Spelling.didYouMean(written, all))
                        .filter(near -> !near.isEmpty())
                        .orElseGet(() -> "there are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(Method::word)
                                                .toList())));
    }
}
