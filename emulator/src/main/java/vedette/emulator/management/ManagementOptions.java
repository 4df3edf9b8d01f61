package vedette.emulator.management;

/**
 * What the emulated management of a workspace is.
 *
 * @param isOnboarded whether Sentinel is enabled on the workspace
 * @param role what whoever has an accepted token may do
 * @param largestPage how many things a list gives at once, whatever the client asks for
 * @param polls how often an upload or a search must be looked at until it is done
 */
public record ManagementOptions(boolean isOnboarded, Role role, int largestPage, int polls) {

    /** All allowed, pages of 50, uploads and searches that are done at the second look. */
    public static final ManagementOptions USUAL = new ManagementOptions(true, Role.CONTRIBUTOR, 50, 2);

    public ManagementOptions {
        if (largestPage < 1 || polls < 0) {
            throw new IllegalArgumentException("largestPage must be positive and polls not negative");
        }
    }

    /** The same for somebody who may do less. */
    public ManagementOptions withRole(Role other) {
        return new ManagementOptions(isOnboarded, other, largestPage, polls);
    }

    /** The same with other pages. */
    public ManagementOptions withLargestPage(int most) {
        return new ManagementOptions(isOnboarded, role, most, polls);
    }

    /** The same without Sentinel. */
    public ManagementOptions notOnboarded() {
        return new ManagementOptions(false, role, largestPage, polls);
    }

    /** What somebody may do: each of Azure's built-in roles includes the one before. */
    public enum Role {
        /** Nothing. */
        NONE,
        /** Microsoft Sentinel Reader. */
        READER,
        /** Microsoft Sentinel Responder: incidents as well. */
        RESPONDER,
        /** Microsoft Sentinel Contributor and Log Analytics Contributor: all. */
        CONTRIBUTOR
    }
}
