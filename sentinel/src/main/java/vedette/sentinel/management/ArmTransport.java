package vedette.sentinel.management;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.RequestIdPolicy;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vedette.sentinel.BearerToken;

/** One exchange over HTTP, without any retry. The pipeline is built by the first exchange: loading it takes a while. */
final class ArmTransport {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final Supplier<HttpPipeline> pipelines;
    private @Nullable HttpPipeline pipeline;

    private ArmTransport(Supplier<HttpPipeline> pipelines) {
        this.pipelines = pipelines;
    }

    /** The transport of this machine: the JDK's client, proxies as the environment names them. */
    static ArmTransport create() {
        return new ArmTransport(() -> new HttpPipelineBuilder()
                .httpClient(new JdkHttpClientBuilder()
                        .connectionTimeout(CONNECT)
                        .responseTimeout(ANSWER)
                        .readTimeout(ANSWER)
                        .build())
                .policies(new UserAgentPolicy("vedette"), new RequestIdPolicy())
                .build());
    }

    /**
     * Sends and reads the whole answer, whatever its status. Interrupting the thread ends it.
     *
     * @throws UncheckedIOException when no answer came
     */
    Answer exchange(ArmRequest request, BearerToken token) {
        HttpRequest sent = new HttpRequest(request.method(), request.url().text())
                .setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + token.value())
                .setHeader(HttpHeaderName.ACCEPT, "application/json");
        request.body()
                .ifPresent(body -> sent.setHeader(HttpHeaderName.CONTENT_TYPE, "application/json; charset=utf-8")
                        .setBody(body));
        if (request.body().isEmpty() && request.method() == HttpMethod.POST) {
            sent.setHeader(HttpHeaderName.CONTENT_LENGTH, "0").setBody(new byte[0]);
        }
        try (HttpResponse response = pipeline().sendSync(sent, Context.NONE)) {
            return Answer.of(response, sent);
        } catch (RuntimeException e) {
            throw ioFailure(e);
        }
    }

    private synchronized HttpPipeline pipeline() {
        if (pipeline == null) {
            pipeline = pipelines.get();
        }
        return pipeline;
    }

    private static UncheckedIOException ioFailure(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException io) {
                return new UncheckedIOException(io);
            }
        }
        throw failure;
    }

    /**
     * What a server answered.
     *
     * @param retryAfter the header of that name
     * @param requestId by what the service's people find the exchange
     */
    record Answer(int status, byte[] body, Optional<String> retryAfter, String requestId) {

        private static final HttpHeaderName SERVERS_ID = HttpHeaderName.fromString("x-ms-request-id");

        static Answer of(HttpResponse response, HttpRequest request) {
            String ours = Optional.ofNullable(request.getHeaders().getValue(HttpHeaderName.X_MS_CLIENT_REQUEST_ID))
                    .orElse("");
            return new Answer(
                    response.getStatusCode(),
                    response.getBodyAsBinaryData().toBytes(),
                    Optional.ofNullable(response.getHeaderValue(HttpHeaderName.RETRY_AFTER)),
                    Optional.ofNullable(response.getHeaderValue(SERVERS_ID)).orElse(ours));
        }
    }
}
