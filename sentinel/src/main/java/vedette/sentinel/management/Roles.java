package vedette.sentinel.management;

import java.util.Locale;

/** The least of Azure's built-in roles that allows an action. */
final class Roles {

    private Roles() {}

    static String forAction(String action) {
        String name = action.toLowerCase(Locale.ROOT);
        boolean reads = name.endsWith("/read") || (name.endsWith("/action") && name.contains("/incidents/"));
        if (!name.startsWith("microsoft.securityinsights/")) {
            if (reads) {
                return "Log Analytics Reader";
            }
            return name.contains("savedsearches") ? "Microsoft Sentinel Contributor" : "Log Analytics Contributor";
        }
        if (reads) {
            return "Microsoft Sentinel Reader";
        }
        return name.contains("/incidents/") ? "Microsoft Sentinel Responder" : "Microsoft Sentinel Contributor";
    }
}
