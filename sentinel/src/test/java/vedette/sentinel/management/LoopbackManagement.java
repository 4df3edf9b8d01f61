package vedette.sentinel.management;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.emulator.Fault;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.CloudHttp;
import vedette.sentinel.http.HttpOptions;

/** The emulated management on a port of this machine, with answers of the test's own before it. */
final class LoopbackManagement implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CountDownLatch release = new CountDownLatch(1);
    private final EmulatedWorkspace workspace =
            EmulatedWorkspace.ofFolders("vedette", Path.of("src/test/resources/managed"));
    private final Emulator emulator;
    private final RenewingTokens tokens;

    LoopbackManagement() {
        this(vedette.emulator.management.ManagementOptions.USUAL);
    }

    LoopbackManagement(vedette.emulator.management.ManagementOptions options) {
        emulator = Emulator.start(EmulatorOptions.builder()
                .workspace(workspace)
                .management(options)
                .build());
        tokens = new RenewingTokens(emulator.token());
    }

    /** The next request gets this in place of the emulation's answer, behind those that wait already. */
    LoopbackManagement then(int status, Map<String, String> headers, String body) {
        emulator.faults().next(request -> true, Fault.answer(status, headers, body));
        return this;
    }

    /** The next request gets no answer before the test is over. */
    LoopbackManagement thenSilence() {
        emulator.faults().next(request -> true, new Fault.HeldHeaders(release));
        return this;
    }

    void awaitRequest() throws InterruptedException {
        emulator.requests().await(request -> true, LIMIT);
    }

    /** From now on only a newer token is accepted. */
    void expireTokens() {
        emulator.tokens().expire(emulator.token());
        emulator.tokens().accept(emulator.token() + "-2");
    }

    /** Method and target of each request so far. */
    List<String> requests() {
        return emulator.requests().all().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    URI endpoint() {
        return emulator.management();
    }

    Workspace workspace() {
        String[] path = workspace.resourceId().split("/");
        return new Workspace(path[1], path[3], path[7]);
    }

    SentinelManagement open() {
        return open(workspace());
    }

    SentinelManagement open(Workspace other) {
        return SentinelManagement.of(
                other,
                new CloudHttp(HttpOptions.defaults()),
                tokens,
                ManagementOptions.PUBLIC.at(endpoint(), ManagementOptions.PUBLIC.scope()));
    }

    RenewingTokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        release.countDown();
        emulator.close();
    }

    /** A token that is replaced when it is refused. */
    static final class RenewingTokens implements TokenSource {

        private final String first;
        private final AtomicInteger refused = new AtomicInteger();

        private RenewingTokens(String first) {
            this.first = first;
        }

        int refused() {
            return refused.get();
        }

        @Override
        public BearerToken token(QueryContext context, String scope) {
            return new BearerToken(refused.get() == 0 ? first : first + "-" + (refused.get() + 1), Instant.MAX);
        }

        @Override
        public void refused(BearerToken token) {
            refused.incrementAndGet();
        }

        @Override
        public String description() {
            return "a test";
        }
    }
}
