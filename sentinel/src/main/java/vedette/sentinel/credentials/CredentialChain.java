package vedette.sentinel.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.BearerToken;
import vedette.sentinel.SignInException;
import vedette.sentinel.TokenSource;

/**
 * Tries ways of signing in until one works, and stays with that one. Whatever fails moves on to the next and is named
 * when all did. Tokens are kept until five minutes before their end; who comes while somebody signs in waits for the
 * outcome.
 */
final class CredentialChain implements TokenSource {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration SILENT_LIMIT = Duration.ofSeconds(40);

    private final List<SignInMethod> methods;
    private final Reasons reasons;
    private final Map<String, BearerToken> kept = new ConcurrentHashMap<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final ReentrantLock signingIn = new ReentrantLock();
    private volatile @Nullable SignInMethod pinned;

    CredentialChain(List<SignInMethod> methods, Reasons reasons) {
        this.methods = List.copyOf(methods);
        this.reasons = reasons;
    }

    @Override
    public BearerToken token(QueryContext context, String scope) {
        Optional<BearerToken> good = kept(scope);
        if (good.isPresent()) {
            return good.get();
        }
        try {
            return Waiting.unlessCancelled(context, () -> aloneFetch(context, scope));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SignInException("signing in failed: " + reasons.of(e), null);
        }
    }

    @Override
    public void refused(BearerToken token) {
        kept.forEach((scope, known) -> {
            if (known.value().equals(token.value()) && kept.remove(scope, known)) {
                refused.add(scope);
            }
        });
    }

    @Override
    public Optional<Instant> expires() {
        return kept.values().stream().map(BearerToken::expires).min(Comparator.naturalOrder());
    }

    @Override
    public String description() {
        SignInMethod method = pinned;
        if (method == null) {
            return "not signed in yet; to be tried: "
                    + methods.stream().map(SignInMethod::name).collect(Collectors.joining(", "));
        }
        return method.account().map(account -> account + " by ").orElse("") + method.name();
    }

    @Override
    public String toString() {
        return description();
    }

    private Optional<BearerToken> kept(String scope) {
        return Optional.ofNullable(kept.get(scope))
                .filter(token -> Instant.now().plus(EARLY).isBefore(token.expires()));
    }

    private BearerToken aloneFetch(QueryContext context, String scope) throws InterruptedException {
        signingIn.lockInterruptibly();
        try {
            Optional<BearerToken> good = kept(scope);
            if (good.isPresent()) {
                return good.get();
            }
            SignInMethod method = pinned;
            BearerToken token = method == null ? first(context, scope) : again(method, context, scope);
            kept.put(scope, token);
            refused.remove(scope);
            return token;
        } finally {
            signingIn.unlock();
        }
    }

    private BearerToken again(SignInMethod method, QueryContext context, String scope) throws InterruptedException {
        try {
            return fetch(method, context, scope);
        } catch (InterruptedException | QueryException stopped) {
            throw stopped;
        } catch (Exception e) {
            throw new SignInException("could not renew the sign-in by " + method.name() + ": " + reasons.of(e), null);
        }
    }

    private BearerToken first(QueryContext context, String scope) throws InterruptedException {
        List<String> tried = new ArrayList<>();
        for (SignInMethod method : methods) {
            Optional<String> obstacle = method.obstacle();
            if (obstacle.isPresent()) {
                tried.add(method.name() + " (" + obstacle.get() + ")");
                continue;
            }
            try {
                BearerToken token = fetch(method, context, scope);
                pinned = method;
                return token;
            } catch (InterruptedException | QueryException stopped) {
                throw stopped;
            } catch (Exception e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                tried.add(method.name() + " (" + reasons.of(e) + ")");
            }
        }
        throw new SignInException("nobody is signed in; tried: " + String.join("; ", tried), null);
    }

    private BearerToken fetch(SignInMethod method, QueryContext context, String scope) throws Exception {
        boolean renew = refused.contains(scope);
        return method.needsAPerson()
                ? method.fetch(context, scope, renew)
                : Waiting.atMost(SILENT_LIMIT, () -> method.fetch(context, scope, renew));
    }
}
