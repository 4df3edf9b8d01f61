package vedette.sentinel.management;

import com.azure.core.http.HttpMethod;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import vedette.kql.query.Progress;
import vedette.kql.query.QueryContext;
import vedette.sentinel.BearerToken;
import vedette.sentinel.TokenSource;
import vedette.sentinel.management.ArmTransport.Answer;

/** Calls to Azure's management for one workspace: addresses, tokens, retries, pages. Safe for any thread. */
final class Arm {

    /*
     * What is sent again: a call that was throttled, whatever it is, since it was not carried out, as long as the time to
     * wait fits into the caller's patience; a call that does no more when sent twice, after an error of the server or of
     * the network, twice; any call once after its token was refused. A POST that may have been carried out is never
     * sent again.
     */

    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(100_000_000).build())
            .build());

    private static final int RETRIES = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration USUAL_RETRY_AFTER = Duration.ofSeconds(5);

    private final Workspace workspace;
    private final TokenSource tokens;
    private final ManagementOptions options;
    private final ArmTransport transport;

    Arm(Workspace workspace, TokenSource tokens, ManagementOptions options, ArmTransport transport) {
        this.workspace = workspace;
        this.tokens = tokens;
        this.options = options;
        this.transport = transport;
    }

    /** JSON that the service sent. */
    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what should be the service's JSON is none", e);
        }
    }

    Workspace workspace() {
        return workspace;
    }

    /** The address of a thing of Sentinel's. */
    ArmUrl insights(String... segments) {
        return url("/providers/Microsoft.SecurityInsights", segments).parameter("api-version", options.apiVersion());
    }

    /** The address of a thing of the workspace's own. */
    ArmUrl operational(String apiVersion, String... segments) {
        return url("", segments).parameter("api-version", apiVersion);
    }

    private ArmUrl url(String provider, String... segments) {
        String endpoint = options.endpoint().toString().replaceAll("/+$", "");
        ArmUrl url = new ArmUrl(endpoint + workspace.resourceId() + provider);
        for (String segment : segments) {
            url = url.segment(segment);
        }
        return url;
    }

    /** All things of a list that has pages, in order, up to a limit where there is one. */
    <T> Listing<T> list(QueryContext context, ArmRequest first, OptionalInt limit, Function<JsonNode, T> reader) {
        List<T> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        ArmRequest request = first;
        while (true) {
            JsonNode page = call(context, request);
            for (JsonNode item : page.path("value")) {
                if (limit.isPresent() && items.size() == limit.getAsInt()) {
                    return new Listing<>(items, true);
                }
                items.add(reader.apply(item));
            }
            String next = page.path("nextLink").asText("");
            if (next.isEmpty()) {
                return new Listing<>(items, false);
            }
            if (limit.isPresent() && items.size() == limit.getAsInt()) {
                return new Listing<>(items, true);
            }
            request = ArmRequest.get(nextPage(first, next, seen), first.what());
            context.progress().accept(new Progress("reading " + first.what(), OptionalDouble.empty(), items.size()));
        }
    }

    private static ArmUrl nextPage(ArmRequest first, String link, Set<String> seen) {
        if (!first.url().isSameServer(link)) {
            throw new ManagementException("the list of " + first.what()
                    + " goes on at another server, where the token must not be sent; nothing was returned");
        }
        if (!seen.add(link)) {
            throw new ManagementException("the list of " + first.what()
                    + " never ends: the service names a page again that was already read");
        }
        return new ArmUrl(link);
    }

    /** The answer's JSON; missing where the answer was empty. */
    JsonNode call(QueryContext context, ArmRequest request) {
        Attempts attempts = new Attempts();
        while (true) {
            Waiting.checkNotCancelled(context);
            BearerToken token = tokens.token(context, options.scope());
            Answer answer;
            try {
                answer = Waiting.call(context, () -> transport.exchange(request, token));
            } catch (UncheckedIOException e) {
                Waiting.pause(context, attempts.afterNetworkFailure(request, e));
                continue;
            }
            if (answer.status() / 100 == 2) {
                return json(request, answer);
            }
            if (answer.status() == 401 && attempts.mayRefreshToken()) {
                tokens.refused(token);
                continue;
            }
            Duration pause = attempts.after(request, answer);
            if (answer.status() == 429) {
                context.progress()
                        .accept(new Progress(
                                "throttled by Azure, waiting " + pause.toSeconds() + " s", OptionalDouble.empty(), 0));
            }
            Waiting.pause(context, pause);
        }
    }

    private JsonNode json(ArmRequest request, Answer answer) {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new ManagementException(
                    "the answer about " + request.what() + " is no JSON; a proxy may have answered in Azure's place",
                    answer.status(),
                    "",
                    answer.requestId(),
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Attempts {

        private int failures;
        private boolean tokenRefreshed;
        private Duration waited = Duration.ZERO;

        boolean mayRefreshToken() {
            boolean first = !tokenRefreshed;
            tokenRefreshed = true;
            return first;
        }

        Duration afterNetworkFailure(ArmRequest request, UncheckedIOException failure) {
            if (!request.isRepeatable() || ++failures > RETRIES) {
                throw new ManagementException(
                        "Azure's management at " + options.endpoint() + " cannot be reached (" + reason(failure)
                                + "); check the network, the proxy and the endpoint"
                                + (request.method() == HttpMethod.GET ? "" : "; what was asked may have been done"),
                        0,
                        "",
                        "",
                        failure.getCause());
            }
            return FIRST_PAUSE.multipliedBy(1L << failures);
        }

        private static String reason(UncheckedIOException failure) {
            IOException cause = failure.getCause();
            return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        }

        /** How long to wait before the call is sent again. Throws where it is not. */
        Duration after(ArmRequest request, Answer answer) {
            if (answer.status() == 429) {
                Duration pause = retryAfter(answer);
                waited = waited.plus(pause.isZero() ? FIRST_PAUSE : pause);
                if (waited.compareTo(options.patience()) <= 0) {
                    return pause;
                }
            } else if (answer.status() >= 500 && request.isRepeatable() && ++failures <= RETRIES) {
                return FIRST_PAUSE.multipliedBy(1L << failures);
            }
            throw new ArmFailure(workspace, request, answer, failures).exception();
        }

        private static Duration retryAfter(Answer answer) {
            String text = answer.retryAfter().orElse("").strip();
            if (text.matches("\\d{1,6}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            try {
                Instant time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(Instant.now(), time);
                return wait.isNegative() ? Duration.ZERO : wait;
            } catch (DateTimeParseException e) {
                return USUAL_RETRY_AFTER;
            }
        }
    }
}
