package vedette.sentinel.credentials;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What decides about signing in besides a connection string.
 *
 * @param environment the variables of the process; {@code AZURE_*} and {@code PATH} count
 * @param options settings by Kqlmagic's names, for example {@code try_azcli_login}, {@code try_msi},
 *     {@code code_auth_interactive_mode}; case, {@code -} and {@code _} do not count
 * @param prompt asks for secrets that the connection string leaves out
 */
public record SignInSettings(Map<String, String> environment, Map<String, String> options, SecretPrompt prompt) {

    public SignInSettings {
        environment = Map.copyOf(environment);
        options = options.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> plain(entry.getKey()), Map.Entry::getValue));
    }

    /** The environment of this process, no options, and nobody to ask. */
    public static SignInSettings ofProcess() {
        return new SignInSettings(System.getenv(), Map.of(), SecretPrompt.NOBODY);
    }

    /** An environment variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(plain(name))).filter(value -> !value.isBlank());
    }

    boolean isOn(String option) {
        return option(option).filter(value -> !value.equalsIgnoreCase("false")).isPresent();
    }

    /** Options may hold a token. */
    @Override
    public String toString() {
        return "SignInSettings[options=" + options.keySet() + "]";
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
    }
}
