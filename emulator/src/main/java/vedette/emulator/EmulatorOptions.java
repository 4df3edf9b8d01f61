package vedette.emulator;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vedette.emulator.management.ManagementOptions;
import vedette.engine.LocalEngine;

/**
 * What an emulator is.
 *
 * @param workspaces at least one; the first is the one that {@link Emulator#workspace} names
 * @param port to listen on, of 127.0.0.1; 0 for any that is free
 * @param tls whether it speaks HTTPS, with a certificate of its own making
 * @param token the one that it accepts from the start
 * @param limits how much one query may return
 * @param management how the workspaces are managed
 * @param faults what goes wrong, which may be added to while it runs
 * @param apis further APIs to answer
 * @param clock when tokens expire and what {@code now()} is in engines of its own
 */
public record EmulatorOptions(
        List<EmulatedWorkspace> workspaces,
        int port,
        boolean tls,
        String token,
        Limits limits,
        ManagementOptions management,
        Faults faults,
        List<Api> apis,
        InstantSource clock) {

    public EmulatorOptions {
        if (workspaces.isEmpty()) {
            throw new IllegalArgumentException("there must be a workspace");
        }
        requireNonNull(token, "token is null");
        requireNonNull(limits, "limits is null");
        requireNonNull(management, "management is null");
        requireNonNull(faults, "faults is null");
        requireNonNull(clock, "clock is null");
        workspaces = List.copyOf(workspaces);
        apis = List.copyOf(apis);
    }

    /**
     * How much one query may return before the rest is cut off.
     *
     * @param rows of a table
     * @param bytes of the JSON of all rows
     */
    public record Limits(long rows, long bytes) {

        /** The service's own. */
        public static final Limits OF_THE_SERVICE = new Limits(500_000, 64_000_000);
    }

    /** Options to fill in. */
    public static Builder builder() {
        return new Builder();
    }

    /** Tokens never reach output. */
    @Override
    public String toString() {
        return "EmulatorOptions[" + workspaces + ", port " + port + (tls ? ", TLS]" : "]");
    }

    /** Options to fill in. For one thread. */
    public static final class Builder {

        private final List<EmulatedWorkspace> workspaces = new ArrayList<>();
        private final List<Api> apis = new ArrayList<>();
        private int port;
        private boolean tls;
        private String token = "vedette-" + UUID.randomUUID();
        private Limits limits = Limits.OF_THE_SERVICE;
        private ManagementOptions management = ManagementOptions.USUAL;
        private Faults faults = new Faults();
        private InstantSource clock = InstantSource.system();

        private Builder() {}

        /** One workspace, called {@code vedette}, whose tables are the files of folders. */
        public Builder folders(Path... folders) {
            return workspace(EmulatedWorkspace.ofFolders("vedette", folders));
        }

        /** One workspace, called {@code vedette}, over an engine, which its builder closes after the emulator. */
        public Builder engine(LocalEngine engine) {
            return workspace(EmulatedWorkspace.of("vedette", engine));
        }

        /** One more workspace. */
        public Builder workspace(EmulatedWorkspace workspace) {
            workspaces.add(workspace);
            return this;
        }

        /** The port to listen on; any that is free unless told otherwise. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** HTTPS instead of HTTP. */
        public Builder tls() {
            tls = true;
            return this;
        }

        /** The token that is accepted from the start; a random one unless told otherwise. */
        public Builder token(String accepted) {
            token = accepted;
            return this;
        }

        /** How much one query may return; what the service allows unless told otherwise. */
        public Builder limits(long rows, long bytes) {
            limits = new Limits(rows, bytes);
            return this;
        }

        /** How the workspaces are managed. */
        public Builder management(ManagementOptions how) {
            management = how;
            return this;
        }

        /** What goes wrong; nothing unless told otherwise. */
        public Builder faults(Faults script) {
            faults = script;
            return this;
        }

        /** One more API, for example a stand-in for the identity service. */
        public Builder api(Api api) {
            apis.add(api);
            return this;
        }

        /** What time it is. */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /** The options. */
        public EmulatorOptions build() {
            return new EmulatorOptions(workspaces, port, tls, token, limits, management, faults, apis, clock);
        }
    }
}
