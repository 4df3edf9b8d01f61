package vedette.kernel.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Mirror;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Repository;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.eclipse.aether.RepositorySystemSession.SessionBuilder;
import org.eclipse.aether.repository.Authentication;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.util.repository.AuthenticationBuilder;
import org.eclipse.aether.util.repository.DefaultAuthenticationSelector;
import org.eclipse.aether.util.repository.DefaultMirrorSelector;
import org.eclipse.aether.util.repository.DefaultProxySelector;

/** The user's own settings: mirrors, proxies, servers, more repositories, and where the local repository is. */
final class MavenSettings {

    private static final String HOME = System.getProperty("user.home");

    private final Settings settings;

    private MavenSettings(Settings settings) {
        this.settings = settings;
    }

    /** The user's settings and those of the installed Maven, where there are any. */
    static MavenSettings load() {
        DefaultSettingsBuildingRequest request = new DefaultSettingsBuildingRequest();
        request.setUserSettingsFile(Path.of(HOME, ".m2", "settings.xml").toFile());
        Optional.ofNullable(System.getenv("MAVEN_HOME"))
                .ifPresent(home -> request.setGlobalSettingsFile(
                        Path.of(home, "conf", "settings.xml").toFile()));
        request.setSystemProperties(System.getProperties());
        try {
            return new MavenSettings(new DefaultSettingsBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveSettings());
        } catch (SettingsBuildingException e) {
            throw new MavenException("Maven's settings cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the settings say that nothing may be downloaded. */
    boolean isOffline() {
        return settings.isOffline();
    }

    Path localRepository() {
        String chosen = Optional.ofNullable(System.getProperty("maven.repo.local"))
                .or(() -> Optional.ofNullable(settings.getLocalRepository()))
                .orElse(HOME + "/.m2/repository");
        return Path.of(chosen);
    }

    /** The repositories of profiles that are active without conditions. */
    List<RemoteRepository> repositories() {
        List<RemoteRepository> found = new ArrayList<>();
        for (Profile profile : settings.getProfiles()) {
            boolean isActive = settings.getActiveProfiles().contains(profile.getId())
                    || (profile.getActivation() != null
                            && profile.getActivation().isActiveByDefault());
            for (Repository repository : isActive ? profile.getRepositories() : List.<Repository>of()) {
                found.add(new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build());
            }
        }
        return found;
    }

    /** Lets a session go the settings' ways. */
    void apply(SessionBuilder session) {
        DefaultMirrorSelector mirrors = new DefaultMirrorSelector();
        for (Mirror mirror : settings.getMirrors()) {
            mirrors.add(
                    mirror.getId(),
                    mirror.getUrl(),
                    "default",
                    false,
                    mirror.isBlocked(),
                    mirror.getMirrorOf(),
                    mirror.getMirrorOfLayouts());
        }
        DefaultProxySelector proxies = new DefaultProxySelector();
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                proxies.add(
                        new org.eclipse.aether.repository.Proxy(
                                proxy.getProtocol(),
                                proxy.getHost(),
                                proxy.getPort(),
                                authentication(proxy.getUsername(), proxy.getPassword())),
                        proxy.getNonProxyHosts());
            }
        }
        DefaultAuthenticationSelector servers = new DefaultAuthenticationSelector();
        for (Server server : settings.getServers()) {
            servers.add(server.getId(), authentication(server.getUsername(), server.getPassword()));
        }
        session.setMirrorSelector(mirrors);
        session.setProxySelector(proxies);
        session.setAuthenticationSelector(servers);
    }

    private static Authentication authentication(String user, String password) {
        return new AuthenticationBuilder()
                .addUsername(user)
                .addPassword(password)
                .build();
    }
}
