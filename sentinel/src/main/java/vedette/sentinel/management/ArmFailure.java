package vedette.sentinel.management;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.sentinel.http.ServiceAnswer;

/** An answer that is no success, put into words. */
final class ArmFailure {

    private static final int LONGEST_QUOTE = 600;
    private static final int LONGEST_BODY = 1 << 20;
    private static final Pattern ACTION = Pattern.compile("perform action '([^']+)'");
    private static final Pattern SCOPE = Pattern.compile("over scope '([^']+)'");

    private final Workspace workspace;
    private final ArmRequest request;
    private final ServiceAnswer answer;
    private final String code;
    private final String message;

    ArmFailure(Workspace workspace, ArmRequest request, ServiceAnswer answer) throws IOException {
        this.workspace = workspace;
        this.request = request;
        this.answer = answer;
        JsonNode error = error(answer);
        this.code = error.path("code").asText("");
        this.message = quoted(error.path("message").asText(""));
    }

    ManagementException exception() {
        return new ManagementException(
                text(), answer.status(), code, answer.header("x-ms-request-id").orElse(answer.requestId()));
    }

    private String text() {
        if (isNotOnboarded()) {
            return "workspace " + workspace + " is not onboarded to Microsoft Sentinel: enable Sentinel on it, or check"
                    + " that it is the right workspace";
        }
        return switch (answer.status()) {
            case 401 ->
                "Azure's management refused the sign-in" + because()
                        + "; sign in again, and check that tenant and cloud are the workspace's";
            case 403 -> forbidden();
            case 404 -> notFound();
            case 409, 412 -> conflict();
            case 429 -> "Azure throttles calls about " + request.what() + because() + "; try again in some minutes";
            default ->
                answer.status() >= 500
                        ? "Azure failed with HTTP " + answer.status() + " at " + request.what() + because()
                                + (request.isRead()
                                        ? "; try again later"
                                        : "; it may have been done all the same: look before you repeat it")
                        : "Azure refused " + request.what() + " with HTTP " + answer.status() + because();
        };
    }

    private boolean isNotOnboarded() {
        return message.toLowerCase(Locale.ROOT).contains("not onboarded");
    }

    private String forbidden() {
        Matcher action = ACTION.matcher(message);
        if (!action.find()) {
            return "access to " + request.what() + " is denied" + because();
        }
        Matcher scope = SCOPE.matcher(message);
        return "you may not do " + action.group(1) + " on " + (scope.find() ? scope.group(1) : workspace.resourceId())
                + ": ask for the role " + Roles.forAction(action.group(1))
                + " there; a new assignment takes some minutes to count";
    }

    private String notFound() {
        return switch (code) {
            case "SubscriptionNotFound" ->
                "there is no subscription " + workspace.subscription()
                        + ", or the account that is signed in sees none of it; check its id and the tenant";
            case "ResourceGroupNotFound" ->
                "there is no resource group " + workspace.resourceGroup() + " in subscription "
                        + workspace.subscription() + "; check its name";
            default ->
                message.contains("Microsoft.OperationalInsights/workspaces")
                        ? "there is no workspace " + workspace.name() + " in resource group "
                                + workspace.resourceGroup() + "; check its name (not its id) and group"
                        : "there is no " + request.what() + " in workspace " + workspace.name() + because();
        };
    }

    private String conflict() {
        if (!request.isConditional()) {
            return request.what() + " is in a state in which that cannot be done" + because();
        }
        return request.what() + " was changed by somebody else meanwhile, so that nothing was written" + because()
                + "; read it again and repeat";
    }

    private String because() {
        if (message.isEmpty()) {
            return code.isEmpty() ? "" : " (" + code + ")";
        }
        return ": " + (code.isEmpty() ? "" : code + ", ") + message;
    }

    private static JsonNode error(ServiceAnswer answer) throws IOException {
        try {
            JsonNode body = Arm.JSON.readTree(answer.text(LONGEST_BODY));
            return body == null ? MissingNode.getInstance() : body.has("error") ? body.get("error") : body;
        } catch (JsonProcessingException e) {
            // Gateways answer in HTML or not at all; an excerpt of that helps nobody, its status does.
            return MissingNode.getInstance();
        }
    }

    private static String quoted(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "…";
    }
}
