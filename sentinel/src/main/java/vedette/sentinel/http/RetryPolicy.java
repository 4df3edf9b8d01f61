package vedette.sentinel.http;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import vedette.kql.query.QueryContext;

/**
 * Sends again what is worth it: a throttled request three times, when the service says; one that met a fault of the
 * service, or no connection, twice; or as often in all as the request itself says. Never one that ran out of time, was
 * refused, or whose answer has begun.
 */
final class RetryPolicy implements HttpPipelinePolicy {

    static final String REPEATABLE = "vedette-repeatable";
    static final String RETRIES = "vedette-retries";

    private static final int MOST_THROTTLED = 3;
    private static final int MOST_FAULTS = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Duration pause;

    /** How often one request was sent again, for which of the two reasons. */
    private static final class Count {

        private final OptionalInt most;
        private int throttled;
        private int faults;

        Count(OptionalInt most) {
            this.most = most;
        }

        boolean allowsThrottled() {
            return throttled + (most.isPresent() ? faults : 0) < most.orElse(MOST_THROTTLED);
        }

        boolean allowsFault() {
            return faults + (most.isPresent() ? throttled : 0) < most.orElse(MOST_FAULTS);
        }
    }

    RetryPolicy(Duration pause) {
        this.pause = pause;
    }

    @Override
    public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
        return next.process();
    }

    @Override
    public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
        Exchange exchange = Exchange.of(call.getData(Exchange.KEY))
                .orElseGet(() -> new Exchange(QueryContext.NONE, LONGEST_WAIT, LONGEST_WAIT));
        boolean repeatable = !Boolean.FALSE.equals(call.getData(REPEATABLE).orElse(true));
        HttpRequest original = call.getHttpRequest().copy();
        Count count =
                new Count(call.getData(RETRIES).map(OptionalInt.class::cast).orElseGet(OptionalInt::empty));
        while (true) {
            call.setHttpRequest(original.copy());
            // The JDK's client counts by itself, and complains of those who do.
            call.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
            HttpResponse response;
            try {
                response = next.clone().processSync();
            } catch (RuntimeException e) {
                boolean again = count.allowsFault()
                        && exchange.stopReason().isEmpty()
                        && (Failures.isUnconnected(e) || (repeatable && Failures.isBrokenOff(e)));
                if (again && exchange.pause(jittered(++count.faults), "no connection, trying again")) {
                    continue;
                }
                throw e;
            }
            int status = response.getStatusCode();
            boolean again;
            if (status == 429 && count.allowsThrottled()) {
                count.throttled++;
                Duration wait = retryAfter(response).orElse(jittered(count.throttled));
                again = exchange.pause(wait, "throttled, waiting " + Math.ceilDiv(wait.toMillis(), 1000) + " s");
            } else {
                again = repeatable
                        && (status == 500 || status == 502 || status == 503)
                        && count.allowsFault()
                        && exchange.pause(jittered(++count.faults), "the service failed, trying again");
            }
            if (!again) {
                return response;
            }
            response.close();
        }
    }

    /** Twice as long each time, and by chance, so that clients that failed together do not come back together. */
    private Duration jittered(int attempt) {
        long base = Math.max(2, pause.toMillis()) << Math.min(attempt, 4);
        return Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(base / 2 + 1));
    }

    /** When the service wants to be asked again; it says 0 where it does not mean anything. */
    static Optional<Duration> retryAfter(HttpResponse response) {
        return Optional.ofNullable(response.getHeaderValue(HttpHeaderName.RETRY_AFTER))
                .flatMap(RetryPolicy::parse)
                .filter(wait -> wait.isPositive())
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    private static Optional<Duration> parse(String text) {
        try {
            return Optional.of(
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(
                                    Instant.now(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
