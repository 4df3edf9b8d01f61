package vedette.sentinel.credentials;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** The variable of the secret under which sign-ins are kept. */
    static final String KEY = "VEDETTE_SIGN_IN_KEY";

    /** Kqlmagic's: {@code cachename=...;secretkey=...;...}. */
    private static final String KQLMAGIC_KEY = "KQLMAGIC_SSO_ENCRYPTION_KEYS";

    private static final Pattern KQLMAGIC_SECRET = Pattern.compile("(?i)(?:^|;)\\s*secretkey\\s*=\\s*'?([^;']+)");

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

    /** The secret under which the user wants sign-ins to be kept for later kernels, where there is one. */
    Optional<String> signInKey() {
        return variable(KEY)
                .or(() -> variable(KQLMAGIC_KEY)
                        .map(KQLMAGIC_SECRET::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1).strip()));
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
