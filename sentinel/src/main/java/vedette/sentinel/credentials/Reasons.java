package vedette.sentinel.credentials;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says in one line why a way of signing in failed and what to do, from the exceptions of libraries, without secrets. */
final class Reasons {

    private static final Pattern CODE = Pattern.compile("AADSTS(\\d{4,7})");
    private static final Pattern SENTENCE = Pattern.compile("AADSTS\\d{4,7}: ?(.*?)(?: Trace ID:|[\\r\\n]|$)");
    private static final Pattern LIKE_A_TOKEN =
            Pattern.compile("(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{12,}+\\.[A-Za-z0-9_-]{12,}+\\.[A-Za-z0-9_-]*+");
    /** MSAL appends the whole answer, headers and all. */
    private static final Pattern WHOLE_ANSWER = Pattern.compile("\\.?Status: \\d+Content:.*", Pattern.DOTALL);

    private static final int MOST = 300;

    /** Entra's codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
    private static final Map<String, String> ADVICE = Map.ofEntries(
            Map.entry("16000", "several accounts are signed in; name the tenant"),
            Map.entry("50020", "this account is not known in the tenant; name its own tenant, or have it invited"),
            Map.entry("50034", "the tenant knows no such user; check the user name and the tenant"),
            Map.entry("50053", "the account is locked after too many attempts; wait, or have it unlocked"),
            Map.entry("50055", "the password has expired; change it in a browser first"),
            Map.entry("50057", "the account is disabled"),
            Map.entry("50058", "the session has ended; sign in again"),
            Map.entry("50059", "the tenant is missing; add tenant='...'"),
            Map.entry("50076", "multi-factor authentication is required; use ;code, or az login --tenant <tenant>"),
            Map.entry("50078", "multi-factor authentication has expired; use ;code, or az login --tenant <tenant>"),
            Map.entry(
                    "50079",
                    "multi-factor authentication must be set up or used; use ;code, or az login --tenant <tenant>"),
            Map.entry("50105", "the account is not assigned to the application; have its administrator assign it"),
            Map.entry("50126", "user name or password is wrong"),
            Map.entry("50128", "the tenant does not exist; check tenant='...'"),
            Map.entry("50158", "a further check outside Entra is required; use ;code or ;browser"),
            Map.entry(
                    "50173",
                    "the sign-in was revoked, for example by a new password; sign in again (az login, or ;code)"),
            Map.entry(
                    "53000", "conditional access asks for a managed device; sign in from one, by az login or ;browser"),
            Map.entry(
                    "53001", "conditional access asks for a joined device; sign in from one, by az login or ;browser"),
            Map.entry(
                    "53003",
                    "conditional access forbids this way of signing in; try ;browser or az login on a managed device, or ask the administrator"),
            Map.entry(
                    "65001",
                    "nobody consented that the application reads this service; an administrator must, or leave clientid out"),
            Map.entry("65004", "consent was declined"),
            Map.entry("70008", "the sign-in has expired from disuse; sign in again"),
            Map.entry("70011", "the scope is not valid; check scope='...' and the cloud"),
            Map.entry("70016", "nobody has entered the code yet"),
            Map.entry("70043", "the session's time is over by conditional access; sign in again"),
            Map.entry("90002", "the tenant does not exist in this cloud; check tenant='...' and cloud='...'"),
            Map.entry("700016", "the tenant does not know the application; check clientid and tenant"),
            Map.entry("700024", "the assertion is outside its time; check the machine's clock"),
            Map.entry(
                    "700027",
                    "the certificate is not registered with the application, or has expired; upload it there"),
            Map.entry("700082", "the sign-in has expired from disuse; sign in again (az login, or ;code)"),
            Map.entry("7000215", "the client secret is wrong; take its value, not its ID"),
            Map.entry(
                    "7000218",
                    "the application wants a secret or a certificate; allow public client flows for it, or leave clientid out"),
            Map.entry("7000222", "the client secret has expired; make a new one"),
            Map.entry("500011", "the tenant does not know the service; check cloud='...' and scope='...'"),
            Map.entry("500113", "the application has no address to return to; register http://localhost with it"),
            Map.entry("500133", "the assertion is outside its time; check the machine's clock"),
            Map.entry("530003", "conditional access asks for a managed device; sign in from one"),
            Map.entry("900023", "that is no tenant; give its ID or domain"));

    private final Collection<String> secrets;
    private final Map<String, String> environment;

    /**
     * Words for failures.
     *
     * @param secrets what may never be shown, wherever a library puts it; may grow
     * @param environment to say which proxy is used
     */
    Reasons(Collection<String> secrets, Map<String, String> environment) {
        this.secrets = secrets;
        this.environment = environment;
    }

    String of(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        return entra(causes).or(() -> network(causes)).orElseGet(() -> clean(plain(causes)));
    }

    private Optional<String> entra(List<Throwable> causes) {
        return causes.reversed().stream()
                .flatMap(cause -> Stream.ofNullable(cause.getMessage()))
                .flatMap(message -> explained(message).stream())
                .findFirst();
    }

    /** What Entra's code in a text means, with the code; Entra's own sentence where we have none. */
    private Optional<String> explained(String message) {
        Matcher code = CODE.matcher(message);
        if (!code.find()) {
            return Optional.empty();
        }
        String advice = ADVICE.get(code.group(1));
        if (advice == null) {
            Matcher sentence = SENTENCE.matcher(message);
            advice = sentence.find() ? clean(sentence.group(1)) : "Entra refused";
        }
        return Optional.of(code.group() + ": " + advice);
    }

    private Optional<String> network(List<Throwable> causes) {
        return causes.stream()
                .map(cause -> switch (cause) {
                    case UnknownHostException unknown -> "its host has no address here";
                    case UnresolvedAddressException unknown -> "its host has no address here";
                    case HttpTimeoutException slow -> "the connection timed out";
                    case ConnectException closed -> "it cannot be reached";
                    case SSLException untrusted ->
                        "its certificate is not trusted; name the authority of an inspecting proxy by ca='file.pem'";
                    case TimeoutException slow -> "no answer in time";
                    default -> "";
                })
                .filter(words -> !words.isEmpty())
                .findFirst()
                .map(words -> words + proxies());
    }

    /** Proxies are the usual cause where the browser works and we do not. */
    private String proxies() {
        return Stream.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
                .filter(environment::containsKey)
                .findFirst()
                .map(name -> "; " + name + " is "
                        + environment.get(name).replaceFirst("//[^@/]*@", "//").replaceAll("[?#].*", ""))
                .orElse("; HTTPS_PROXY is not set");
    }

    private static String plain(List<Throwable> causes) {
        return causes.reversed().stream()
                .filter(cause ->
                        cause.getMessage() != null && !cause.getMessage().isBlank())
                .map(Throwable::getMessage)
                .findFirst()
                .orElseGet(() -> causes.getFirst().getClass().getSimpleName());
    }

    /** One line, not long, of what may be shown. */
    private String clean(String text) {
        String shown = WHOLE_ANSWER.matcher(text).replaceFirst("");
        shown = LIKE_A_TOKEN.matcher(shown).replaceAll("<hidden>");
        for (String secret : secrets) {
            shown = secret.isBlank() ? shown : shown.replace(secret, "<hidden>");
        }
        shown = shown.replace("[Managed Identity] ", "")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return shown.length() > MOST ? shown.substring(0, MOST) + "..." : shown;
    }
}
