package vedette.emulator.management;

import java.util.List;
import java.util.Locale;
import vedette.emulator.management.ManagementOptions.Role;

/** Whether a role allows an action, as Azure's built-in roles do. */
final class Access {

    private Access() {}

    /**
     * Throws what the resource manager answers to who may not.
     *
     * @param path the type and what stands behind it
     */
    static void check(Ask ask, ManagementOptions options, List<String> path, boolean insights) {
        String type = path.getFirst();
        if (path.size() > 2) {
            type += "/" + path.get(2);
        }
        String verb = switch (ask.method()) {
            case "GET" -> "read";
            case "PUT" -> "write";
            case "DELETE" -> "delete";
            default -> path.size() > 2 ? "read" : "action";
        };
        Role needed = verb.equals("read")
                ? Role.READER
                : type.toLowerCase(Locale.ROOT).startsWith("incidents") ? Role.RESPONDER : Role.CONTRIBUTOR;
        if (options.role().compareTo(needed) >= 0) {
            return;
        }
        String provider = insights ? "Microsoft.SecurityInsights/" : "Microsoft.OperationalInsights/workspaces/";
        throw new Refusal(
                403,
                "AuthorizationFailed",
                "The client 'anna@hafnia.example' with object id '5ec0ffee-0000-4000-8000-0000000000aa' does not have"
                        + " authorization to perform action '" + provider + type + "/" + verb + "' over scope '"
                        + ask.target().getPath()
                        + "' or the scope is invalid. If access was recently granted, please refresh your"
                        + " credentials.");
    }
}
