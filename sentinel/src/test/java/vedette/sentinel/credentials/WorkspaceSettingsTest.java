package vedette.sentinel.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.sentinel.Cloud;
import vedette.sentinel.ConnectionString;

class WorkspaceSettingsTest {

    private static final String ID = "0e9a4a5c-1111-2222-3333-444455556666";
    private static final String TENANT = "7f3e1a20-0000-4000-8000-00000000c0de";
    private static final String CANARY = "c4n4ry-S3cr3t~Value";

    @TempDir
    Path folder;

    private WorkspaceSettings find(Map<String, String> environment) {
        return WorkspaceSettings.find(folder, environment);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void readsMsticpysFile() throws IOException {
        write("msticpyconfig.yaml", """
                AzureSentinel:
                  Workspaces:
                    hunting:
                      WorkspaceId: %1$s
                      TenantId: %2$s
                      Args:
                        ClientId: app
                        ClientSecret:
                          EnvironmentVar: HUNTING_SECRET
                    Default:
                      WorkspaceId: %1$s
                      TenantId: %2$s
                      SubscriptionId: s1
                      ResourceGroup: "rg's"
                      WorkspaceName: soc
                Azure:
                  cloud: cn
                  auth_methods: [cli, msi, devicecode, interactive_browser]
                QueryDefinitions:
                """.formatted(ID, TENANT));

        WorkspaceSettings settings = find(Map.of("HUNTING_SECRET", CANARY));

        assertThat(settings.notes()).isEmpty();
        assertThat(settings.connections()).containsOnlyKeys("Default", "hunting");
        assertThat(settings.connections().keySet()).first().isEqualTo("Default");
        ConnectionString usual = settings.connections().get("Default");
        assertThat(usual.value("resourcegroup")).contains("rg's");
        assertThat(usual.value("credentials")).contains("azcli,msi,code,browser");
        assertThat(usual.cloud()).isEqualTo(Cloud.CHINA);
        assertThat(usual.name()).isEqualTo("Default@loganalytics");
        ConnectionString hunting = settings.connections().get("hunting");
        assertThat(hunting.value("clientsecret")).contains(CANARY);
        assertThat(hunting.value("credentials")).isEmpty();
        assertThat(settings.toString()).doesNotContain(CANARY);
    }

    @ParameterizedTest
    @CsvSource({
        "'', usgov, https://usual.vault.usgovcloudapi.net/secrets/AzureSentinel-Workspaces-soc-1-Args-ClientSecret",
        "default, cn, https://usual.vault.azure.cn/secrets/AzureSentinel-Workspaces-soc-1-Args-ClientSecret",
        "soc_app, global, https://usual.vault.azure.net/secrets/soc-app",
        "other/soc_app, global, https://other.vault.azure.net/secrets/soc-app"
    })
    void findsTheSecretInKeyVaultAsMsticpyDoes(String reference, String cloud, String identifier) throws IOException {
        write("msticpyconfig.yaml", """
                Azure: {cloud: %s}
                KeyVault: {VaultName: usual}
                AzureSentinel:
                  Workspaces:
                    soc_1:
                      WorkspaceId: %s
                      TenantId: %s
                      Args: {ClientId: app, ClientSecret: {KeyVault: %s}}
                """.formatted(cloud, ID, TENANT, reference));

        WorkspaceSettings settings = find(Map.of());

        assertThat(settings.notes()).isEmpty();
        assertThat(settings.connections().get("soc_1").value("vaultsecret")).contains(identifier);
    }

    @Test
    void asksWhichKeyVault() throws IOException {
        write("msticpyconfig.yaml", """
                AzureSentinel:
                  Workspaces:
                    soc:
                      WorkspaceId: %s
                      TenantId: %s
                      Args: {ClientId: app, ClientSecret: {KeyVault: }}
                """.formatted(ID, TENANT));

        assertThat(find(Map.of()).notes())
                .containsExactly("workspace soc: which Key Vault? Add VaultName to the section KeyVault");
    }

    @Test
    void notesWhatIsNotFilledIn() throws IOException {
        write("msticpyconfig.yaml", """
                AzureSentinel:
                  Workspaces:
                    Default:
                      WorkspaceId: your-workspace-id
                      TenantId: your-tenant-id
                """);

        WorkspaceSettings settings = find(Map.of());

        assertThat(settings.connections()).isEmpty();
        assertThat(settings.notes()).singleElement().asString().contains("Default", "its name is no ID");
    }

    @Test
    void doesNotQuoteABrokenFile() throws IOException {
        write("msticpyconfig.yaml", "AzureSentinel: {Workspaces: [ClientSecret: '" + CANARY + "\n");

        assertThat(find(Map.of()).notes())
                .singleElement()
                .asString()
                .contains("not readable at line")
                .doesNotContain(CANARY);
    }

    @Test
    void goesWhereTheVariableSays() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(
                elsewhere.resolve("msticpyconfig.yaml"),
                "AzureSentinel: {Workspaces: {soc: {WorkspaceId: " + ID + "}}}");

        assertThat(find(Map.of("MSTICPYCONFIG", elsewhere.toString())).connections())
                .containsOnlyKeys("soc");
        assertThat(find(Map.of("MSTICPYCONFIG", folder.resolve("nowhere").toString()))
                        .notes())
                .singleElement()
                .asString()
                .contains("is not there");
    }

    @Test
    void looksInTheFoldersAbove() throws IOException {
        write(
                "config.json",
                "{\"workspace_id\": \"" + ID + "\", \"tenant_id\": \"" + TENANT
                        + "\", \"workspace_name\": \"soc\", \"subscription_id\": \"s\", \"resource_group\": \"rg\"}");
        Path below = Files.createDirectories(folder.resolve("notebooks/today"));

        WorkspaceSettings settings = WorkspaceSettings.find(below, Map.of());

        assertThat(settings.notes()).isEmpty();
        assertThat(settings.connections().get("soc").value("workspace")).contains(ID);
        assertThat(settings.connections().get("soc").value("subscription")).contains("s");
    }

    @Test
    void readsAzureMachineLearningsFile() throws IOException {
        write("config.json", "{\"subscription_id\": \"s\", \"resource_group\": \"rg\", \"workspace_name\": \"soc\"}");

        WorkspaceSettings settings = find(Map.of());

        assertThat(settings.connections().get("soc").value("resource"))
                .contains("/subscriptions/s/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/soc");
        assertThat(settings.notes()).singleElement().asString().contains("has no workspace_id");
    }

    @Test
    void leavesOtherProgramsFilesAlone() throws IOException {
        write("config.json", "{\"theme\": \"dark\"}");

        assertThat(find(Map.of())).isEqualTo(new WorkspaceSettings(Map.of(), java.util.List.of()));
    }

    @Test
    void beginsWithTheConnectionOfTheEnvironment() throws IOException {
        write("config.json", "{\"workspace_id\": \"" + ID + "\", \"workspace_name\": \"soc\"}");

        WorkspaceSettings settings = find(Map.of(
                "KQLMAGIC_CONNECTION_STR",
                "'loganalytics://workspace=\"" + ID + "\";alias=\"first\";clientid=\"app\";clientsecret=$KEPT'",
                "KEPT",
                CANARY));

        assertThat(settings.connections().keySet()).containsExactly("first", "soc");
        assertThat(settings.connections().get("first").value("clientsecret")).contains(CANARY);
    }
}
