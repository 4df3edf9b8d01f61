package vedette.emulator.management;

import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import vedette.emulator.Answer;
import vedette.emulator.Api;
import vedette.emulator.Call;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Routes;
import vedette.emulator.Tokens;
import vedette.emulator.query.Workspaces;
import vedette.kql.query.QueryContext;

/** The management of workspaces behind the real paths, {@code /subscriptions/...}, with seeded contents. */
public final class ManagementApi implements Api {

    private final List<ManagementEmulation> emulations;
    private final Tokens tokens;

    /**
     * Management.
     *
     * @param workspaces at least one; each has contents of its own, the same at the start but for its tables
     */
    public ManagementApi(Workspaces workspaces, ManagementOptions options, Tokens tokens, InstantSource clock) {
        this.emulations = workspaces.all().stream()
                .map(workspace -> emulation(workspaces, workspace, options, clock))
                .toList();
        this.tokens = tokens;
    }

    private static ManagementEmulation emulation(
            Workspaces workspaces, EmulatedWorkspace workspace, ManagementOptions options, InstantSource clock) {
        ManagementEmulation emulation = new ManagementEmulation(
                Setting.of(workspace, options, clock),
                new TableFamily.Kept(
                        () -> workspaces.tableNames(workspace),
                        workspace.basicTables(),
                        request -> workspaces
                                .connection(workspace)
                                .execute(QueryContext.NONE, request)
                                .table()));
        workspaces.keep(workspace, emulation);
        return emulation;
    }

    @Override
    public void addTo(Routes routes) {
        for (String method : List.of("GET", "PUT", "POST", "PATCH", "DELETE")) {
            routes.on(method, "/subscriptions/{path*}", this::answer);
        }
    }

    private Answer answer(Call call) {
        return answerOrRefusal(new Ask(call))
                .header("x-ms-request-id", UUID.randomUUID().toString())
                .header("x-ms-correlation-request-id", UUID.randomUUID().toString());
    }

    private Answer answerOrRefusal(Ask ask) {
        try {
            tokens.check(ask.call().request()).ifPresent(ManagementApi::refuse);
            List<String> path = ask.segments();
            return emulations.stream()
                    .filter(emulation -> emulation.isMeantBy(path))
                    .findFirst()
                    .orElse(emulations.getFirst())
                    .answer(ask);
        } catch (Refusal refusal) {
            return refusal.answer();
        }
    }

    private static void refuse(Tokens.Refusal reason) {
        throw switch (reason) {
            case MISSING ->
                new Refusal(
                        401,
                        "AuthenticationFailed",
                        "Authentication failed. The 'Authorization' header is missing or has an invalid format.");
            case EXPIRED ->
                new Refusal(401, "ExpiredAuthenticationToken", "The access token expiry UTC time is earlier than now.");
            case UNKNOWN -> new Refusal(401, "InvalidAuthenticationToken", "The access token is invalid.");
        };
    }
}
