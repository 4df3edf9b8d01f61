package vedette.sentinel.management;

import vedette.sentinel.TokenSource;
import vedette.sentinel.http.CloudHttp;

/**
 * The management API of one workspace's Microsoft Sentinel. Opening it asks nothing yet. Safe for any thread; holds nothing
 * that must be closed.
 */
public final class SentinelManagement {

    private final Arm arm;

    private SentinelManagement(Arm arm) {
        this.arm = arm;
    }

    /** The management of a workspace, by the session's HTTP client. */
    public static SentinelManagement of(
            Workspace workspace, CloudHttp http, TokenSource tokens, ManagementOptions options) {
        return new SentinelManagement(new Arm(workspace, http.client(tokens, options.scope()), options));
    }

    /** The workspace that it manages. */
    public Workspace workspace() {
        return arm.workspace();
    }

    /** Incidents with their alerts, entities and comments. */
    public Incidents incidents() {
        return new Incidents(arm);
    }

    /** Findings that were kept. */
    public Bookmarks bookmarks() {
        return new Bookmarks(arm);
    }

    /** Lists that queries look things up in. */
    public Watchlists watchlists() {
        return new Watchlists(arm);
    }

    /** Analytics rules. */
    public AnalyticsRules rules() {
        return new AnalyticsRules(arm);
    }

    /** Hunting queries. */
    public HuntingQueries hunts() {
        return new HuntingQueries(arm);
    }

    /** Tables, and how long their rows are kept. */
    public WorkspaceTables tables() {
        return new WorkspaceTables(arm);
    }

    /** Searches over months of logs. */
    public SearchJobs searches() {
        return new SearchJobs(arm);
    }
}
