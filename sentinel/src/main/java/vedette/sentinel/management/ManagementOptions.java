package vedette.sentinel.management;

import java.net.URI;
import vedette.sentinel.Cloud;

/**
 * Where and how to ask.
 *
 * @param endpoint where Azure's management answers; tokens go to {@code https} only, and to this machine
 * @param scope what tokens are asked for; need not follow from the endpoint
 * @param apiVersion the version of Sentinel's API; searches and saved queries have their own
 */
public record ManagementOptions(URI endpoint, String scope, String apiVersion) {

    /** The public cloud. */
    public static final ManagementOptions PUBLIC = of(Cloud.PUBLIC);

    public ManagementOptions {
        if (!apiVersion.matches("\\d{4}-\\d{2}-\\d{2}(-preview)?")) {
            throw new IllegalArgumentException("an API version looks like 2025-09-01, not like '" + apiVersion + "'");
        }
    }

    /** A cloud's management, by the version of the API that this library was made for. */
    public static ManagementOptions of(Cloud cloud) {
        return new ManagementOptions(cloud.management(), Cloud.scope(cloud.management()), "2025-09-01");
    }

    /** The same at another endpoint, whose tokens may have another scope. */
    public ManagementOptions at(URI otherEndpoint, String otherScope) {
        return new ManagementOptions(otherEndpoint, otherScope, apiVersion);
    }

    /** The same by another version of the API. */
    public ManagementOptions withApiVersion(String version) {
        return new ManagementOptions(endpoint, scope, version);
    }
}
