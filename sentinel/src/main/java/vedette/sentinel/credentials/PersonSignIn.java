package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;

/**
 * A person signs in: by a code entered in any browser, in a browser on this machine, or with a password. Afterwards
 * tokens for any scope are renewed without the person, for as long as Entra allows.
 */
final class PersonSignIn implements SignInMethod {

    /** How the person proves who it is. */
    sealed interface Proof {}

    /** By a short code, entered in any browser. */
    record Code() implements Proof {}

    /** In a browser on this machine. */
    record Browser() implements Proof {}

    /** By a password, for which Entra must not want a second factor. */
    record Password(String user, AskedSecret password) implements Proof {}

    private final Entra entra;
    private final Supplier<HttpClient> http;
    private final Proof proof;
    private final SignInSettings settings;
    private volatile @Nullable MsalSession session;

    PersonSignIn(Entra entra, Supplier<HttpClient> http, Proof proof, SignInSettings settings) {
        this.settings = settings;
        this.entra = entra;
        this.http = http;
        this.proof = proof;
    }

    @Override
    public String name() {
        return switch (proof) {
            case Code code -> "device code";
            case Browser browser -> "browser";
            case Password password -> "user name and password";
        };
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public boolean needsAPerson() {
        return true;
    }

    @Override
    public Optional<String> account() {
        MsalSession known = session;
        return known == null ? Optional.empty() : known.account();
    }

    @Override
    public BearerToken fetch(QueryContext context, String scope, boolean renew) throws Exception {
        MsalSession known = session;
        if (known == null) {
            known = new MsalSession(entra, http.get(), proof, settings);
            session = known;
        }
        return known.fetch(context, scope, renew);
    }
}
