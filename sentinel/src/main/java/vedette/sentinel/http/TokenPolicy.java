package vedette.sentinel.http;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.net.URL;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;

/** Signs each attempt. A token that the service refuses is forgotten, and the request sent once more with a new one. */
final class TokenPolicy implements HttpPipelinePolicy {

    private static final int UNAUTHORIZED = 401;

    private final TokenSource tokens;
    private final String scope;

    TokenPolicy(TokenSource tokens, String scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return Mono.fromCallable(() -> sign(call, Optional.empty()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(token -> next.process());
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        Optional<Exchange> exchange = Exchange.of(call.getData(Exchange.KEY));
        HttpPipelineNextSyncPolicy again = next.clone();
        BearerToken token = sign(call, exchange);
        HttpResponse response = next.processSync();
        if (response.getStatusCode() != UNAUTHORIZED) {
            return response;
        }
        tokens.refused(token);
        BearerToken other = sign(call, exchange);
        if (other.value().equals(token.value())) {
            return response;
        }
        response.close();
        return again.processSync();
    }

    private BearerToken sign(HttpPipelineCallContext call, Optional<Exchange> exchange) {
        requireSecret(call.getHttpRequest().getUrl());
        exchange.ifPresent(Exchange::signingIn);
        BearerToken token = tokens.token(exchange.map(Exchange::context).orElse(QueryContext.NONE), scope);
        call.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.value());
        exchange.ifPresent(Exchange::sending);
        return token;
    }

    /** Secrets go to this machine, or over TLS. */
    static void requireSecret(URL url) {
        if (!url.getProtocol().equals("https") && !Loopback.is(url.getHost())) {
            throw QueryException.failed(
                    "the endpoint must begin with https:// since a token goes to it, found " + url.getProtocol() + "://"
                            + url.getHost(),
                    null);
        }
    }
}
