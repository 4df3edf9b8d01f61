package vedette.sentinel.credentials;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.http.SdkLogs;

/** A credential of azure-identity. It keeps tokens itself and cannot be told to forget one, so it is made anew for that. */
final class AzureIdentity implements SignInMethod {

    private final String name;
    private final Optional<String> account;
    private final Optional<AskedSecret> secret;
    private final Function<QueryContext, TokenCredential> maker;
    private @Nullable TokenCredential credential;

    AzureIdentity(
            String name,
            Optional<String> account,
            Optional<AskedSecret> secret,
            Function<QueryContext, TokenCredential> maker) {
        this.name = name;
        this.account = account;
        this.secret = secret;
        this.maker = maker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> obstacle() {
        return Optional.empty();
    }

    @Override
    public boolean needsAPerson() {
        return secret.filter(one -> !one.isAtHand()).isPresent();
    }

    @Override
    public Optional<String> account() {
        return account;
    }

    @Override
    public BearerToken fetch(QueryContext context, String scope, boolean renew) {
        TokenCredential made = credential;
        if (made == null || renew) {
            SdkLogs.quiet();
            made = maker.apply(context);
            credential = made;
        }
        try {
            AccessToken token = made.getTokenSync(new TokenRequestContext().addScopes(scope));
            return new BearerToken(token.getToken(), token.getExpiresAt().toInstant());
        } catch (RuntimeException e) {
            credential = null;
            secret.ifPresent(AskedSecret::forget);
            throw e;
        }
    }
}
