package vedette.sentinel.http;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;

/** Sends requests that are signed with tokens of one scope. Safe for any thread. */
public final class ServiceClient {

    private static final HttpHeaderName REQUEST_ID = HttpHeaderName.fromString("x-ms-client-request-id");
    private static final int GZIP_BUFFER = 1 << 16;

    private final HttpOptions options;
    private final Supplier<String> signedIn;
    private final Supplier<HttpPipeline> builder;
    private @Nullable HttpPipeline pipeline;

    ServiceClient(HttpOptions options, Supplier<String> signedIn, Supplier<HttpPipeline> builder) {
        this.options = options;
        this.signedIn = signedIn;
        this.builder = builder;
    }

    /** The SDK's pipeline that requests go through, for clients of the SDK's own. */
    public synchronized HttpPipeline pipeline() {
        if (pipeline == null) {
            pipeline = builder.get();
        }
        return pipeline;
    }

    /** Who signed in by what, without secrets. */
    public String signedIn() {
        return signedIn.get();
    }

    /**
     * Sends a request and hands the answer on, whatever its status, on the caller's thread. Throttled and failed
     * requests are sent again, as the class of failure allows; a refused token is replaced once.
     *
     * @throws QueryException when nobody is signed in, no answer comes, it breaks off, the caller cancels or the time is
     *     up
     */
    public <T> T send(QueryContext context, ServiceRequest request, ServiceAnswer.Handler<T> handler) {
        if (context.isCancelled()) {
            throw QueryException.cancelled();
        }
        String id = request.headers()
                .getOrDefault(
                        REQUEST_ID.getCaseInsensitiveName(), UUID.randomUUID().toString());
        boolean begun = false;
        try (Exchange exchange = new Exchange(context, request.patience(), options.stallTimeout())) {
            try {
                HttpRequest outgoing = outgoing(request, id);
                Context call = context(exchange, request);
                try (HttpResponse response = exchange.send(() -> pipeline().sendSync(outgoing, call))) {
                    begun = true;
                    return handle(exchange, response, id, handler);
                }
            } catch (InterruptedException e) {
                exchange.stop(Exchange.Stop.CANCELLED);
                Thread.currentThread().interrupt();
                throw QueryException.cancelled();
            } catch (RuntimeException e) {
                // Faults of the handler's are its own, unless a stop caused them.
                if (exchange.stopReason().isEmpty() && !(e instanceof CancellationException)) {
                    throw e;
                }
                throw failure(exchange, e, request, id, begun);
            } catch (ExecutionException | IOException e) {
                throw failure(exchange, e, request, id, begun);
            }
        }
    }

    /** What the policies are told: the SDK's own overwrites the program's name unless it is told another. */
    private static Context context(Exchange exchange, ServiceRequest request) {
        Context call = exchange.asContext()
                .addData(RetryPolicy.REPEATABLE, request.repeatable())
                .addData(RetryPolicy.RETRIES, request.retries());
        String agent = request.headers().get(HttpHeaderName.USER_AGENT.getCaseInsensitiveName());
        return agent == null ? call : call.addData(UserAgentPolicy.OVERRIDE_USER_AGENT_CONTEXT_KEY, agent);
    }

    private static HttpRequest outgoing(ServiceRequest request, String id) {
        HttpHeaders headers = new HttpHeaders()
                .set(HttpHeaderName.ACCEPT, "application/json")
                .set(HttpHeaderName.ACCEPT_ENCODING, "gzip")
                .set(REQUEST_ID, id);
        request.headers().forEach((name, value) -> headers.set(HttpHeaderName.fromString(name), value));
        HttpRequest outgoing = new HttpRequest(
                HttpMethod.valueOf(request.method()), request.uri().toString());
        if (request.body().isPresent()) {
            headers.set(HttpHeaderName.CONTENT_TYPE, "application/json; charset=utf-8");
            outgoing.setBody(BinaryData.fromBytes(request.bytes()));
        }
        return outgoing.setHeaders(headers);
    }

    private static <T> T handle(Exchange exchange, HttpResponse response, String id, ServiceAnswer.Handler<T> handler)
            throws IOException {
        Map<String, String> headers = new HashMap<>();
        response.getHeaders()
                .forEach(header -> headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue()));
        BinaryData content = response.getBodyAsBinaryData();
        InputStream raw = exchange.watched(content == null ? InputStream.nullInputStream() : content.toStream());
        boolean compressed = "gzip".equalsIgnoreCase(headers.get("content-encoding"));
        try (InputStream body = compressed ? new GZIPInputStream(raw, GZIP_BUFFER) : raw) {
            T result = handler.handle(new ServiceAnswer(response.getStatusCode(), headers, id, body, exchange::rows));
            // What is compressed ends before its stream does; only at the stream's end is the connection free again.
            raw.readNBytes(GZIP_BUFFER);
            return result;
        }
    }

    private QueryException failure(
            Exchange exchange, Exception error, ServiceRequest request, String id, boolean begun) {
        Optional<Exchange.Stop> stop = exchange.stopReason();
        if (stop.isEmpty() && error instanceof CancellationException) {
            return QueryException.cancelled();
        }
        String host = request.uri().getHost();
        return stop.map(why -> switch (why) {
                    case CANCELLED -> QueryException.cancelled();
                    case TIME_LIMIT ->
                        QueryException.failed(
                                "the query took longer than its time limit and was stopped (request id " + id + ")",
                                error);
                    case NO_ANSWER ->
                        QueryException.failed(
                                host + " gave no answer within "
                                        + request.patience().toSeconds() + " s; it may still be working (request id "
                                        + id + ")",
                                error);
                    case STALLED ->
                        QueryException.failed(
                                "the answer of " + host + " stood still for "
                                        + options.stallTimeout().toSeconds()
                                        + " s and was given up; nothing of it is kept, run the query again (request id "
                                        + id + ")",
                                error);
                })
                .orElseGet(() -> new Failures(options).failure(error, request.uri(), id, begun));
    }
}
