package vedette.emulator.management;

import java.time.InstantSource;
import java.util.function.Function;

/**
 * What the emulated management is.
 *
 * @param subscription the one that there is, a GUID
 * @param resourceGroup the one that there is
 * @param workspace the name of the one that there is
 * @param isOnboarded whether Sentinel is enabled on it
 * @param role what the token's owner may do
 * @param largestPage how many things a list gives at once, whatever the client asks for
 * @param polls how often an upload or a search must be looked at until it is done
 * @param tokens says of a bearer token whether it is accepted
 * @param clock when things are created
 */
public record ManagementOptions(
        String subscription,
        String resourceGroup,
        String workspace,
        boolean isOnboarded,
        Role role,
        int largestPage,
        int polls,
        Function<String, TokenState> tokens,
        InstantSource clock) {

    /** The subscription unless told otherwise. */
    public static final String SUBSCRIPTION = "5ec0ffee-0000-4000-8000-000000000001";

    /** The resource group unless told otherwise. */
    public static final String RESOURCE_GROUP = "rg-hafnia";

    public ManagementOptions {
        if (largestPage < 1 || polls < 0) {
            throw new IllegalArgumentException("largestPage must be positive and polls not negative");
        }
    }

    /** A workspace {@code vedette} whose owner may do everything. */
    public static ManagementOptions of(Function<String, TokenState> tokens) {
        return new ManagementOptions(
                SUBSCRIPTION, RESOURCE_GROUP, "vedette", true, Role.CONTRIBUTOR, 50, 2, tokens, InstantSource.system());
    }

    /** The same for somebody who may do less. */
    public ManagementOptions withRole(Role other) {
        return new ManagementOptions(
                subscription, resourceGroup, workspace, isOnboarded, other, largestPage, polls, tokens, clock);
    }

    /** The same with other pages. */
    public ManagementOptions withLargestPage(int most) {
        return new ManagementOptions(
                subscription, resourceGroup, workspace, isOnboarded, role, most, polls, tokens, clock);
    }

    /** The same without Sentinel. */
    public ManagementOptions notOnboarded() {
        return new ManagementOptions(
                subscription, resourceGroup, workspace, false, role, largestPage, polls, tokens, clock);
    }

    /** The same with uploads and searches that take longer or shorter. */
    public ManagementOptions withPolls(int number) {
        return new ManagementOptions(
                subscription, resourceGroup, workspace, isOnboarded, role, largestPage, number, tokens, clock);
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

    /** What is thought of a token. */
    public enum TokenState {
        ACCEPTED,
        EXPIRED,
        UNKNOWN
    }
}
