package vedette.emulator.query;

import vedette.emulator.Answer;
import vedette.emulator.Api;
import vedette.emulator.EmulatorOptions.Limits;
import vedette.emulator.Routes;
import vedette.emulator.Tokens;

/** The query APIs of all services. */
public final class QueryApis implements Api {

    private final Api logAnalytics;
    private final Api dataExplorer;

    /** The APIs over workspaces, for whoever has one of the tokens. */
    public QueryApis(Workspaces workspaces, Tokens tokens, Limits limits) {
        Runs runs = new Runs();
        this.logAnalytics = new LogAnalyticsApi(workspaces, tokens, limits, runs);
        this.dataExplorer = new DataExplorerApi(workspaces, tokens, limits, runs);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("GET", "/metadata/endpoints", call -> Answer.json(200, CloudEndpoints.of(call.base())));
        dataExplorer.addTo(routes);
        logAnalytics.addTo(routes);
    }
}
