package vedette.sentinel.query;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * What a Log Analytics API is asked about.
 *
 * @param endpoint the API's address with its version, for example {@code https://api.loganalytics.io/v1}
 * @param path what is asked, below it
 * @param name how a person calls it, for example {@code soc@loganalytics}
 */
public record LogAnalyticsTarget(URI endpoint, String path, String name) {

    private static final Pattern RESOURCE = Pattern.compile("/?subscriptions/[^?#\\s]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("[\\w.~-]+");

    public LogAnalyticsTarget {
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(path, "path is null");
        requireNonNull(name, "name is null");
    }

    /**
     * A workspace.
     *
     * @param endpoint with or without a version
     * @param id its ID, a GUID
     * @throws IllegalArgumentException when the ID cannot be one
     */
    public static LogAnalyticsTarget workspace(URI endpoint, String id, String name) {
        return new LogAnalyticsTarget(versioned(endpoint), "workspaces/" + checked(id), name);
    }

    /**
     * An Azure resource, whatever workspace its logs are in.
     *
     * @param resource its resource ID, {@code /subscriptions/...}
     * @throws IllegalArgumentException when the ID is none of a resource
     */
    public static LogAnalyticsTarget resource(URI endpoint, String resource, String name) {
        if (!RESOURCE.matcher(resource).matches()) {
            throw new IllegalArgumentException(
                    "a resource ID must begin with /subscriptions/, found '" + resource + "'");
        }
        String path = resource.startsWith("/") ? resource.substring(1) : resource;
        return new LogAnalyticsTarget(versioned(endpoint), path.replaceAll("/+$", ""), name);
    }

    /**
     * An application of Application Insights.
     *
     * @param id its application ID, a GUID
     * @throws IllegalArgumentException when the ID cannot be one
     */
    public static LogAnalyticsTarget application(URI endpoint, String id, String name) {
        return new LogAnalyticsTarget(versioned(endpoint), "apps/" + checked(id), name);
    }

    private static String checked(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("an ID must be a GUID, found '" + id + "'");
        }
        return id;
    }

    private static URI versioned(URI endpoint) {
        String text = endpoint.toString().replaceAll("/+$", "");
        return URI.create(text.matches(".*/v\\d+(\\.\\d+)?") ? text : text + "/v1");
    }

    /** Whether a workspace is what this asks, rather than one of several that have a part in it. */
    boolean isWorkspace(WorkspaceIdentity workspace) {
        return path.equalsIgnoreCase("workspaces/" + workspace.id())
                || ("/" + path).equalsIgnoreCase(workspace.resourceId());
    }

    URI uri(String operation) {
        return URI.create(endpoint + "/" + path + "/" + operation);
    }
}
