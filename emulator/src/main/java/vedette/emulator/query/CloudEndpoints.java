package vedette.emulator.query;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/**
 * The description that a cloud's resource manager gives of its cloud. Clients that can be told the resource manager of a
 * cloud of their own, such as msticpy, learn from it where everything else is.
 */
final class CloudEndpoints {

    private CloudEndpoints() {}

    static ObjectNode of(URI base) {
        ObjectNode cloud = JsonNodeFactory.instance.objectNode();
        cloud.put("name", "Vedette emulator")
                .put("portal", "https://portal.azure.com")
                .put("resourceManager", base + "/")
                .put("logAnalyticsResourceId", base.toString())
                .put("microsoftGraphResourceId", "https://graph.microsoft.com/");
        ObjectNode authentication = cloud.putObject("authentication");
        authentication
                .put("loginEndpoint", "https://login.microsoftonline.com")
                .put("tenant", "common")
                .put("identityProvider", "AAD");
        authentication.putArray("audiences").add(base + "/");
        cloud.putObject("suffixes");
        return cloud;
    }
}
