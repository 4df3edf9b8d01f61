package vedette.sentinel.management;

/**
 * A Log Analytics workspace as Azure's management knows it; not by the id that queries take.
 *
 * @param subscription the subscription's id, a GUID
 * @param resourceGroup the name of the resource group
 * @param name the workspace's name
 */
public record Workspace(String subscription, String resourceGroup, String name) {

    public Workspace {
        ArmUrl.checkSegment("subscription", subscription);
        ArmUrl.checkSegment("resource group", resourceGroup);
        ArmUrl.checkSegment("workspace", name);
    }

    /** The Azure resource id, which starts with a slash. */
    public String resourceId() {
        return "/subscriptions/" + ArmUrl.escape(subscription) + "/resourceGroups/" + ArmUrl.escape(resourceGroup)
                + "/providers/Microsoft.OperationalInsights/workspaces/" + ArmUrl.escape(name);
    }

    @Override
    public String toString() {
        return name + " (resource group " + resourceGroup + ", subscription " + subscription + ")";
    }
}
