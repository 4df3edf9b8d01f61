package vedette.kernel.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.resolution.VersionResolutionException;
import org.eclipse.aether.spi.connector.transport.TransporterFactory;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transport.file.FileTransporterFactory;
import org.eclipse.aether.transport.jdk.JdkTransporterFactory;
import org.eclipse.aether.util.artifact.SubArtifact;
import org.eclipse.aether.version.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Libraries of Maven repositories with all that they need, found as Maven itself finds them: by the user's settings, in
 * the local repository where they are there.
 */
public final class MavenLibraries {

    /** The model that every project inherits from, which says where Maven looks when nothing else does. */
    private static final String SUPER_MODEL = "/org/apache/maven/model/pom-4.0.0.xml";

    private static final Logger LOG = LoggerFactory.getLogger(MavenLibraries.class);
    private static final String COLLECTOR_THREADS = "aether.dependencyCollector.bf.threads";
    private static final int MOST_VERSIONS = 5;
    private static final int MOST_REASONS = 5;

    /** How a message begins that only says on the way to what something failed. */
    private static final String STEP = "Failed to ";

    /** A name that no file system takes for the way to another folder. */
    private static final String NAME = "(?!\\.+(?::|\\z))[\\w.-]+";

    /** Of two parts to five; versions may be ranges. */
    private static final Pattern COORDINATES =
            Pattern.compile(NAME + ":" + NAME + "(?::" + NAME + "){0,2}(?::(?!\\.+\\z)[\\w.+,()\\[\\]-]+)?");

    private final RepositorySystem system;
    private final RepositorySystemSession session;
    private final List<RemoteRepository> repositories;

    private MavenLibraries(
            RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories) {
        this.system = system;
        this.session = session;
        this.repositories = repositories;
    }

    private static List<RemoteRepository> usual() {
        try (InputStream in = Objects.requireNonNull(MavenXpp3Reader.class.getResourceAsStream(SUPER_MODEL))) {
            return new MavenXpp3Reader()
                    .read(in).getRepositories().stream()
                            .map(one -> new RemoteRepository.Builder(one.getId(), "default", one.getUrl()).build())
                            .toList();
        } catch (IOException | XmlPullParserException e) {
            throw new IllegalStateException("Maven's own model cannot be read", e);
        }
    }

    /**
     * What is wanted.
     *
     * @param coordinates {@code group:artifact[:extension[:classifier]]:version}; without a version the newest release
     * @param repositories more places to look, {@code URL} or {@code name=URL}
     * @param exclusions {@code group:artifact} that is not wanted; an asterisk stands for any
     * @param isOffline whether only the local repository may be asked
     * @param withSources whether their sources shall be found, too, and lie beside them; those that are not there are none
     */
    public record Wanted(
            List<String> coordinates,
            List<String> repositories,
            List<String> exclusions,
            boolean isOffline,
            boolean withSources) {
        public Wanted {
            coordinates = List.copyOf(coordinates);
            repositories = List.copyOf(repositories);
            exclusions = List.copyOf(exclusions);
        }
    }

    /**
     * A library.
     *
     * @param name {@code group:artifact}
     */
    public record Found(String name, String version, Path file) {}

    /**
     * Finds libraries, and downloads what is not in the local repository.
     *
     * @param progress is told of each downloaded library, a line each, from any thread
     * @throws MavenException when something is missing or written wrongly
     */
    public static List<Found> find(Wanted wanted, Consumer<String> progress) {
        MavenSettings settings = MavenSettings.load();
        RepositorySystem system = new Supplier().get();
        try {
            RepositorySystemSession.SessionBuilder builder = new SessionBuilderSupplier(system)
                    .get()
                    .withLocalRepositoryBaseDirectories(settings.localRepository())
                    .setOffline(wanted.isOffline() || settings.isOffline())
                    .setSystemProperties(System.getProperties())
                    // Of an error on a thread of the collector's own nobody hears, and the cell waits for ever.
                    .setConfigProperty(COLLECTOR_THREADS, 1)
                    .setTransferListener(new Listener(progress));
            settings.apply(builder);
            try (RepositorySystemSession.CloseableSession session = builder.build()) {
                List<RemoteRepository> all = new ArrayList<>();
                wanted.repositories().forEach(written -> all.add(repository(written, all.size() + 1)));
                all.addAll(settings.repositories());
                all.addAll(usual());
                return new MavenLibraries(system, session, system.newResolutionRepositories(session, all))
                        .resolve(wanted);
            }
        } finally {
            system.shutdown();
        }
    }

    private static RemoteRepository repository(String written, int number) {
        int equals = written.indexOf('=');
        boolean hasName = equals > 0 && !written.substring(0, equals).contains(":");
        String name = hasName ? written.substring(0, equals) : "repository-" + number;
        String address = hasName ? written.substring(equals + 1) : written;
        if (!address.matches("(?i)(https?|file):.+")) {
            throw new MavenException(
                    "this is no address of a repository: " + address
                            + "; write https://host/path or name=https://host/path",
                    new IllegalArgumentException(address));
        }
        return new RemoteRepository.Builder(name, "default", address).build();
    }

    private List<Found> resolve(Wanted wanted) {
        List<Exclusion> exclusions =
                wanted.exclusions().stream().map(MavenLibraries::exclusion).toList();
        CollectRequest request = new CollectRequest();
        request.setRepositories(repositories);
        List<Artifact> roots =
                wanted.coordinates().stream().map(MavenLibraries::artifact).toList();
        roots.forEach(root -> request.addDependency(new Dependency(root, "runtime", false, exclusions)));
        try {
            List<Artifact> found =
                    system
                            .resolveDependencies(session, new DependencyRequest(request, null))
                            .getArtifactResults()
                            .stream()
                            .map(ArtifactResult::getArtifact)
                            .toList();
            if (wanted.withSources()) {
                resolveSources(found);
            }
            return found.stream()
                    .map(artifact -> new Found(
                            artifact.getGroupId() + ":" + artifact.getArtifactId(),
                            artifact.getVersion(),
                            artifact.getPath()))
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MavenException(explain(e, roots), e);
        }
    }

    /** Sources only explain; a library without them is as good. */
    private void resolveSources(List<Artifact> libraries) {
        List<ArtifactRequest> requests = libraries.stream()
                .map(library -> new SubArtifact(library, "sources", "jar"))
                .map(sources -> new ArtifactRequest(sources, repositories, null))
                .toList();
        try {
            system.resolveArtifacts(session, requests);
        } catch (ArtifactResolutionException e) {
            LOG.debug("some sources are not there", e);
        }
    }

    private static Artifact artifact(String written) {
        if (!COORDINATES.matcher(written).matches()) {
            throw new MavenException(
                    "these are no coordinates: " + written + "; write group:artifact:version, for example"
                            + " org.apache.commons:commons-csv:1.14.1",
                    new IllegalArgumentException(written));
        }
        return new DefaultArtifact(written.indexOf(':') == written.lastIndexOf(':') ? written + ":RELEASE" : written);
    }

    private static Exclusion exclusion(String written) {
        String[] parts = written.split(":", -1);
        return new Exclusion(parts[0], parts.length > 1 ? parts[1] : "*", "*", "*");
    }

    /** What could not be found and why, and the versions that exist where the wanted one does not. */
    private String explain(DependencyResolutionException failure, List<Artifact> roots) {
        List<String> reasons = new ArrayList<>();
        addReasons(failure.getCause() == null ? failure : failure.getCause(), reasons);
        List<String> causes = reasons.stream()
                .skip(1)
                .filter(reason -> !reason.startsWith(STEP))
                .limit(MOST_REASONS)
                .toList();
        StringBuilder text = new StringBuilder(reasons.getFirst());
        text.append(causes.isEmpty() ? "" : ": ").append(String.join("\n", causes.reversed()));
        for (Artifact root : roots) {
            String known = versions(root);
            boolean isConcerned = text.indexOf(root.getArtifactId()) >= 0;
            if (isConcerned && !known.isEmpty()) {
                text.append("\nversions of ")
                        .append(root.getGroupId())
                        .append(':')
                        .append(root.getArtifactId());
                text.append(" that exist: ").append(known);
            }
        }
        if (session.isOffline()) {
            text.append("\nnothing was downloaded, since Maven is offline");
        } else {
            text.append("\nlooked in ")
                    .append(repositories.stream()
                            .map(repository -> repository.getId() + " (" + repository.getUrl() + ")")
                            .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    /** What a failure says and what its causes say, each thing once. */
    private static void addReasons(Throwable failure, List<String> reasons) {
        String reason = String.valueOf(failure.getMessage());
        if (failure.getMessage() != null && reasons.stream().noneMatch(known -> known.contains(reason))) {
            reasons.add(reason);
        }
        if (failure instanceof VersionResolutionException unresolved) {
            unresolved.getResult().getExceptions().forEach(one -> addReasons(one, reasons));
        }
        if (failure.getCause() != null) {
            addReasons(failure.getCause(), reasons);
        }
    }

    private String versions(Artifact artifact) {
        try {
            Artifact any = new DefaultArtifact(artifact.getGroupId(), artifact.getArtifactId(), "jar", "[0,)");
            List<Version> found = system.resolveVersionRange(session, new VersionRangeRequest(any, repositories, null))
                    .getVersions();
            return found.reversed().stream()
                    .limit(MOST_VERSIONS)
                    .map(Version::toString)
                    .collect(Collectors.joining(", "));
        } catch (VersionRangeResolutionException e) {
            return "";
        }
    }

    /** Maven's parts, with the JDK's own HTTP client. */
    private static final class Supplier extends RepositorySystemSupplier {
        @Override
        protected Map<String, TransporterFactory> createTransporterFactories() {
            Map<String, TransporterFactory> factories = new HashMap<>();
            factories.put(FileTransporterFactory.NAME, new FileTransporterFactory());
            factories.put(
                    JdkTransporterFactory.NAME, new JdkTransporterFactory(getChecksumExtractor(), getPathProcessor()));
            return factories;
        }
    }

    private static final class Listener extends AbstractTransferListener {
        private final Consumer<String> progress;

        Listener(Consumer<String> progress) {
            this.progress = progress;
        }

        @Override
        public void transferSucceeded(TransferEvent event) {
            String name = event.getResource().getResourceName();
            if (name.endsWith(".jar")) {
                String size = String.format(Locale.ROOT, "%,d kB", Math.max(1, event.getTransferredBytes() / 1024));
                progress.accept("downloaded " + name.substring(name.lastIndexOf('/') + 1) + " (" + size + ")");
            }
        }
    }
}
