package vedette.emulator.management;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;
import vedette.emulator.Answer;
import vedette.emulator.query.KeptTables;

/**
 * Azure's resource manager for one workspace, with seeded contents, and what queries see of them. Safe for any thread: one
 * request after the other.
 */
final class ManagementEmulation implements KeptTables {

    /** A function to the service, which is called without parentheses. */
    private static final String ALIASES = "_GetWatchlistAlias";

    private static final Pattern VERSION = Pattern.compile("20\\d\\d-\\d\\d-\\d\\d(-preview)?");

    private final Setting setting;
    private final IncidentFamily incidents;
    private final WatchlistFamily watchlists;
    private final TableFamily tables;
    private final Map<String, Family> families = new HashMap<>();

    /** Resources of one type. */
    interface Family {

        /**
         * Answers.
         *
         * @param names what stands behind the type's name in the path
         */
        Answer answer(Ask ask, List<String> names);
    }

    ManagementEmulation(Setting setting, TableFamily.Kept kept) {
        this.setting = setting;
        Seed seed = Seed.read();
        this.incidents = new IncidentFamily(setting, seed);
        this.watchlists = new WatchlistFamily(setting, seed);
        this.tables = new TableFamily(setting, kept);
        families.put("incidents", incidents);
        families.put("bookmarks", new BookmarkFamily(setting, seed));
        families.put("watchlists", watchlists);
        families.put("alertrules", new RuleFamily(setting, seed));
        families.put("savedsearches", new SavedSearchFamily(setting, seed));
        families.put("tables", tables);
    }

    @Override
    public synchronized Set<String> names() {
        Set<String> names = tables.found();
        if (setting.options().isOnboarded()) {
            names.add(IncidentLog.TABLE);
        }
        return names;
    }

    @Override
    public synchronized Optional<Table> table(String name) {
        if (setting.options().isOnboarded() && name.equals(IncidentLog.TABLE)) {
            return Optional.of(incidents.log());
        }
        if (setting.options().isOnboarded() && name.equals(ALIASES)) {
            return Optional.of(watchlists.aliases());
        }
        return tables.found(name);
    }

    @Override
    public synchronized Optional<Table> watchlist(String alias) {
        return setting.options().isOnboarded() ? watchlists.table(alias) : Optional.empty();
    }

    /** Whether a path leads to this workspace, as far as its name says. */
    boolean isMeantBy(List<String> path) {
        return path.size() > 7 && path.get(7).equalsIgnoreCase(setting.name());
    }

    /** The answer to a request whose token is accepted. */
    synchronized Answer answer(Ask ask) {
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
        Access.check(ask, setting.options(), path.subList(at, path.size()), insights);
        if (insights && !setting.options().isOnboarded()) {
            throw new Refusal(
                    400, "BadRequest", "Workspace '" + setting.name() + "' is not onboarded to Microsoft Sentinel.");
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
        if (!path.get(1).equalsIgnoreCase(setting.subscription())) {
            throw new Refusal(
                    404, "SubscriptionNotFound", "The subscription '" + path.get(1) + "' could not be found.");
        }
        if (!path.get(3).equalsIgnoreCase(setting.resourceGroup())) {
            throw new Refusal(404, "ResourceGroupNotFound", "Resource group '" + path.get(3) + "' could not be found.");
        }
        if (!path.get(7).equalsIgnoreCase(setting.name())) {
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
