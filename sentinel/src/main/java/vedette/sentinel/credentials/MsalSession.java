package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import com.microsoft.aad.msal4j.DeviceCode;
import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.InteractiveRequestParameters;
import com.microsoft.aad.msal4j.MsalException;
import com.microsoft.aad.msal4j.Prompt;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.SilentParameters;
import com.microsoft.aad.msal4j.SystemBrowserOptions;
import com.microsoft.aad.msal4j.UserNamePasswordParameters;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.credentials.PersonSignIn.Browser;
import vedette.sentinel.credentials.PersonSignIn.Code;
import vedette.sentinel.credentials.PersonSignIn.Password;
import vedette.sentinel.credentials.PersonSignIn.Proof;
import vedette.sentinel.http.SdkLogs;

/**
 * What MSAL knows of a person. This is MSAL itself rather than azure-identity's wrapping of it, which can neither be
 * made to renew a refused token silently nor be stopped, nor does it say who signed in.
 */
final class MsalSession {

    /** The Azure CLI's application, which every tenant knows and which may read Log Analytics. */
    private static final String USUAL_CLIENT = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    /** RFC 8628, section 3.5. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private static final int BROWSER_SECONDS = 300;

    private final Entra entra;
    private final Proof proof;
    private final PublicClientApplication application;
    private final Optional<KeptSignIn> kept;
    private volatile @Nullable IAccount account;

    MsalSession(Entra entra, HttpClient http, Proof proof, SignInSettings settings) throws MalformedURLException {
        SdkLogs.quiet();
        this.entra = entra;
        this.proof = proof;
        String client = entra.clientId().orElse(USUAL_CLIENT);
        this.kept = KeptSignIn.of(settings, entra, client);
        PublicClientApplication.Builder builder = PublicClientApplication.builder(client);
        kept.ifPresent(builder::setTokenCacheAccessAspect);
        this.application = builder.authority(authority())
                .instanceDiscovery(entra.isKnown())
                .httpClient(new MsalHttp(http, SLOWER))
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("vedette-msal").factory()))
                .build();
    }

    /** Who signed in, once somebody has. */
    Optional<String> account() {
        IAccount known = account;
        return known == null ? Optional.empty() : Optional.ofNullable(known.username());
    }

    /** A token without the person where that is possible. */
    BearerToken fetch(QueryContext context, String scope, boolean renew) throws Exception {
        try {
            return quietlyOrNot(context, scope, renew);
        } finally {
            kept.ifPresent(one -> one.tellTrouble(context.notices()));
        }
    }

    private BearerToken quietlyOrNot(QueryContext context, String scope, boolean renew) throws Exception {
        PublicClientApplication client = application;
        IAccount known = account;
        if (known == null && kept.isPresent()) {
            known = keptAccount(client);
            kept.get().tellTrouble(context.notices());
        }
        if (known != null) {
            try {
                return token(wait(client.acquireTokenSilently(SilentParameters.builder(Set.of(scope), known)
                        .authorityUrl(authority())
                        .forceRefresh(renew)
                        .build())));
            } catch (MsalException ended) {
                // The refresh token no longer leads anywhere; the person signs in once more.
                context.notices().accept("the sign-in of " + known.username() + " has ended; sign in again");
            }
        }
        try {
            BearerToken token = token(wait(ask(client, context, scope)));
            forgetOthers(client);
            return token;
        } catch (MsalException e) {
            if (proof instanceof Password password) {
                password.password().forget();
            }
            throw e;
        }
    }

    /** Who signed in here in an earlier session. */
    private @Nullable IAccount keptAccount(PublicClientApplication client) throws Exception {
        return wait(client.getAccounts()).stream()
                .filter(one ->
                        !(proof instanceof Password password) || password.user().equalsIgnoreCase(one.username()))
                .findFirst()
                .orElse(null);
    }

    /** Of several persons the next session could not tell whom it serves. */
    private void forgetOthers(PublicClientApplication client) throws Exception {
        IAccount known = account;
        if (kept.isEmpty() || known == null) {
            return;
        }
        for (IAccount other : wait(client.getAccounts())) {
            if (!other.homeAccountId().equals(known.homeAccountId())) {
                wait(client.removeAccount(other));
            }
        }
    }

    @SuppressWarnings("deprecation")
    private CompletableFuture<IAuthenticationResult> ask(
            PublicClientApplication client, QueryContext context, String scope) {
        return switch (proof) {
            case Code code ->
                client.acquireToken(DeviceCodeFlowParameters.builder(Set.of(scope), shown -> show(context, shown))
                        .build());
            case Browser browser ->
                client.acquireToken(InteractiveRequestParameters.builder(URI.create("http://localhost"))
                        .scopes(Set.of(scope))
                        .prompt(Prompt.SELECT_ACCOUNT)
                        .httpPollingTimeoutInSeconds(BROWSER_SECONDS)
                        .systemBrowserOptions(SystemBrowserOptions.builder()
                                .openBrowserAction(address -> context.notices()
                                        .accept(
                                                "to sign in, open this address in a browser on the machine where this kernel runs"
                                                        + " (elsewhere use ;code): " + address))
                                .build())
                        .build());
            case Password password ->
                client.acquireToken(UserNamePasswordParameters.builder(
                                Set.of(scope),
                                password.user(),
                                password.password().get(context).toCharArray())
                        .build());
        };
    }

    /** Our own words: what a server sends is not put before a person. */
    private static void show(QueryContext context, DeviceCode code) {
        context.notices()
                .accept("to sign in, open " + plain(code.verificationUri()) + " in any browser and enter the code "
                        + plain(code.userCode()) + " (valid for " + code.expiresIn() / 60 + " min)");
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\x21-\\x7e]", "");
    }

    private <T> T wait(CompletableFuture<T> future) throws Exception {
        try {
            return future.get();
        } catch (InterruptedException e) {
            // MSAL looks for this before it asks again.
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private BearerToken token(IAuthenticationResult result) {
        account = result.account();
        return new BearerToken(result.accessToken(), result.expiresOnDate().toInstant());
    }

    private String authority() {
        return entra.authority() + "/" + entra.tenant().orElse("organizations");
    }
}
