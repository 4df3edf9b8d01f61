package vedette.magics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which workspace a command is about. */
final class SentinelPlace {

    @Option(
            names = "--subscription",
            paramLabel = "ID",
            description = "The subscription's id, where the connection says none.")
    private @Nullable String subscription;

    @Option(
            names = "--resource-group",
            paramLabel = "NAME",
            description = "The resource group, where the connection says none.")
    private @Nullable String resourceGroup;

    @Option(
            names = "--workspace-name",
            paramLabel = "NAME",
            description = "The workspace's name, not its id, where the connection says none.")
    private @Nullable String workspace;

    @Option(
            names = "--api-version",
            paramLabel = "VERSION",
            description = "Another version of Sentinel's API, for example 2025-09-01.")
    private @Nullable String apiVersion;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Another address of Azure's management, for example of a private link.")
    private @Nullable String endpoint;

    /** For picocli, which fills it. */
    SentinelPlace() {}

    Optional<String> subscription() {
        return Optional.ofNullable(subscription);
    }

    Optional<String> resourceGroup() {
        return Optional.ofNullable(resourceGroup);
    }

    Optional<String> workspace() {
        return Optional.ofNullable(workspace);
    }

    Optional<String> apiVersion() {
        return Optional.ofNullable(apiVersion);
    }

    Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }
}
