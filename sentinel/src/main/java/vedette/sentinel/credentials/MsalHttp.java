package vedette.sentinel.credentials;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** MSAL's requests on our HTTP client. Also slows down when asked to, which MSAL takes for a failure. */
final class MsalHttp implements IHttpClient {

    private static final int BAD_REQUEST = 400;

    private final HttpClient client;
    private final Duration step;
    private Duration pause = Duration.ZERO;

    /**
     * A client for one sign-in.
     *
     * @param step by how much longer to wait between questions each time Entra says {@code slow_down}; RFC 8628 says
     *     five seconds
     */
    MsalHttp(HttpClient client, Duration step) {
        this.client = client;
        this.step = step;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws InterruptedException {
        boolean asksForCode = request.body() != null && request.body().contains("device_code=");
        if (asksForCode) {
            Waiting.pause(pause);
        }
        com.azure.core.http.HttpRequest outgoing = new com.azure.core.http.HttpRequest(
                HttpMethod.valueOf(request.httpMethod().toString()), request.url());
        request.headers().forEach((name, value) -> {
            if (value != null) {
                outgoing.setHeader(HttpHeaderName.fromString(name), value);
            }
        });
        if (request.body() != null) {
            outgoing.setHeader(HttpHeaderName.CONTENT_TYPE, "application/x-www-form-urlencoded");
            outgoing.setBody(request.body());
        }
        try (HttpResponse response = client.sendSync(outgoing, Context.NONE)) {
            String body = response.getBodyAsBinaryData().toString();
            if (asksForCode && response.getStatusCode() == BAD_REQUEST && body.contains("\"slow_down\"")) {
                pause = pause.plus(step);
                body = body.replace("\"slow_down\"", "\"authorization_pending\"");
            }
            Map<String, List<String>> headers = response.getHeaders().stream()
                    .collect(Collectors.toMap(
                            header -> header.getName(), header -> header.getValuesList(), (one, other) -> one));
            return new Answer(response.getStatusCode(), headers, body);
        }
    }

    private record Answer(int statusCode, Map<String, List<String>> headers, String body) implements IHttpResponse {

        /** Bodies hold tokens. */
        @Override
        public String toString() {
            return "Answer[statusCode=" + statusCode + "]";
        }
    }
}
