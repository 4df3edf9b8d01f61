package vedette.sentinel.http;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Sends the same headers with each request, secret ones, or none. */
final class HeaderPolicy implements HttpPipelinePolicy {

    private final Map<String, String> headers;

    HeaderPolicy(Map<String, String> headers) {
        this.headers = Map.copyOf(headers);
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        add(call);
        return next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        add(call);
        Exchange.of(call.getData(Exchange.KEY)).ifPresent(Exchange::sending);
        return next.processSync();
    }

    private void add(HttpPipelineCallContext call) {
        if (!headers.isEmpty()) {
            TokenPolicy.requireSecret(call.getHttpRequest().getUrl());
        }
        headers.forEach((name, value) -> call.getHttpRequest().setHeader(HttpHeaderName.fromString(name), value));
    }
}
