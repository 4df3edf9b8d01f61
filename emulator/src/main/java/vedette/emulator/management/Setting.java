package vedette.emulator.management;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import vedette.emulator.EmulatedWorkspace;

/**
 * What the parts of one workspace's management share.
 *
 * @param workspace the workspace's resource id, which starts with a slash
 * @param workspaceId the workspace's own id, a GUID
 * @param etags numbers for etags
 */
record Setting(String workspace, String workspaceId, ManagementOptions options, InstantSource clock, AtomicLong etags) {

    static Setting of(EmulatedWorkspace workspace, ManagementOptions options, InstantSource clock) {
        return new Setting("/" + workspace.resourceId(), workspace.id(), options, clock, new AtomicLong(0x1000));
    }

    /** What the ids of Sentinel's own things start with. */
    String insights() {
        return workspace + "/providers/Microsoft.SecurityInsights";
    }

    private List<String> path() {
        return List.of(workspace.substring(1).split("/"));
    }

    String subscription() {
        return path().get(1);
    }

    String resourceGroup() {
        return path().get(3);
    }

    String name() {
        return path().get(7);
    }
}
