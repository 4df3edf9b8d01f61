package vedette.emulator.management;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Azure's resource manager for one workspace, with seeded contents. Safe for any thread: one request after the other. */
final class ManagementEmulation {

    private static final Pattern VERSION = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-preview)?");

    private final ManagementOptions options;
    private final Map<String, Family> families = new HashMap<>();

    /** Resources of one type. */
    interface Family {

        /**
         * Answers.
         *
         * @param names what stands behind the type's name in the path
         */
        Reply answer(Ask ask, List<String> names);
    }

    ManagementEmulation(ManagementOptions options) {
        this.options = options;
        AtomicLong etags = new AtomicLong(0x1000);
        String workspace = "/subscriptions/" + options.subscription() + "/resourceGroups/" + options.resourceGroup()
                + "/providers/Microsoft.OperationalInsights/workspaces/" + options.workspace();
        String insights = workspace + "/providers/Microsoft.SecurityInsights";
        Seed seed = Seed.read();
        families.put("incidents", new IncidentFamily(options, insights, etags, seed));
        families.put("bookmarks", new BookmarkFamily(options, insights, etags, seed));
        families.put("watchlists", new WatchlistFamily(options, insights, etags, seed));
        families.put("alertrules", new RuleFamily(options, insights, etags, seed));
        families.put("savedsearches", new SavedSearchFamily(workspace, etags, seed));
        families.put("tables", new TableFamily(options, workspace, etags));
    }

    synchronized Reply answer(Ask ask) {
        Reply reply;
        try {
            authenticate(ask);
            reply = authenticated(ask);
        } catch (Refusal refusal) {
            reply = refusal.reply();
        }
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.put("x-ms-request-id", UUID.randomUUID().toString());
        headers.put("x-ms-correlation-request-id", UUID.randomUUID().toString());
        return new Reply(reply.status(), reply.body(), headers);
    }

    private void authenticate(Ask ask) {
        String header = ask.header("authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(
                    401,
                    "AuthenticationFailed",
                    "Authentication failed. The 'Authorization' header is missing or has an invalid format.");
        }
        switch (options.tokens().apply(header.substring(7).strip())) {
            case ACCEPTED -> {}
            case EXPIRED ->
                throw new Refusal(
                        401, "ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than now.");
            case UNKNOWN -> throw new Refusal(401, "InvalidAuthenticationToken", "The access token is invalid.");
        }
    }

    private Reply authenticated(Ask ask) {
        String version = ask.parameter("api-version")
                .orElseThrow(() -> new Refusal(
                        400,
                        "MissingApiVersionParameter",
                        "The api-version query parameter (?api-version=) is required for all requests."));
        if (!VERSION.matcher(version).matches()) {
            throw new Refusal(400, "InvalidApiVersionParameter", "The api-version '" + version + "' is invalid.");
        }
        List<String> path = ask.segments();
        checkWorkspace(path);
        boolean insights = path.size() > 10
                && path.get(8).equalsIgnoreCase("providers")
                && path.get(9).equalsIgnoreCase("Microsoft.SecurityInsights");
        int at = insights ? 10 : 8;
        String type = path.size() > at ? path.get(at).toLowerCase(Locale.ROOT) : "";
        boolean isOperational = type.equals("savedsearches") || type.equals("tables");
        Family family = families.get(type);
        if (family == null || insights == isOperational) {
            throw new Refusal(404, "InvalidResourceType", "The resource type '" + type + "' could not be found.");
        }
        List<String> names = path.subList(at + 1, path.size());
        Access.check(ask, options, path.subList(at, path.size()), insights);
        if (insights && !options.isOnboarded()) {
            throw new Refusal(
                    400,
                    "BadRequest",
                    "Workspace '" + options.workspace() + "' is not onboarded to Microsoft Sentinel.");
        }
        return family.answer(ask, names);
    }

    private void checkWorkspace(List<String> path) {
        if (path.size() < 8
                || !path.get(0).equalsIgnoreCase("subscriptions")
                || !path.get(2).equalsIgnoreCase("resourceGroups")
                || !path.get(4).equalsIgnoreCase("providers")
                || !path.get(5).equalsIgnoreCase("Microsoft.OperationalInsights")
                || !path.get(6).equalsIgnoreCase("workspaces")) {
            throw new Refusal(404, "NotFound", "The path leads nowhere.");
        }
        if (!path.get(1).equalsIgnoreCase(options.subscription())) {
            throw new Refusal(
                    404, "SubscriptionNotFound", "The subscription '" + path.get(1) + "' could not be found.");
        }
        if (!path.get(3).equalsIgnoreCase(options.resourceGroup())) {
            throw new Refusal(404, "ResourceGroupNotFound", "Resource group '" + path.get(3) + "' could not be found.");
        }
        if (!path.get(7).equalsIgnoreCase(options.workspace())) {
            throw new Refusal(
                    404,
                    "ResourceNotFound",
                    "The Resource 'Microsoft.OperationalInsights/workspaces/" + path.get(7) + "' under resource group '"
                            + path.get(3) + "' was not found.");
        }
    }

    static Refusal methodNotAllowed(Ask ask) {
        return new Refusal(
                405, "MethodNotAllowed", "The requested resource does not support http method '" + ask.method() + "'.");
    }
}
