package vedette.emulator;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Something that goes wrong with one request. What takes time waits for the test's own signal, and ends when the client
 * goes away or the emulator is closed.
 */
public sealed interface Fault {

    /** The query does not run; this is the answer. */
    record Replaced(Answer answer) implements Fault {
        public Replaced {
            requireNonNull(answer, "answer is null");
        }
    }

    /** The answer is made, but its headers are held back until the latch opens. */
    record HeldHeaders(CountDownLatch until) implements Fault {}

    /** The body comes in pieces of {@code bytes}, each for one permit. */
    record SlowBody(int bytes, Semaphore permits) implements Fault {
        public SlowBody {
            if (bytes < 1) {
                throw new IllegalArgumentException("bytes must be positive: " + bytes);
            }
        }
    }

    /** The body stops after so many bytes until the latch opens; the connection stays open. */
    record StalledBody(long afterBytes, CountDownLatch until) implements Fault {}

    /** The connection is closed after so many bytes of the body. */
    record CutBody(long afterBytes) implements Fault {}

    /** {@code Content-Length} is off by {@code difference}, and the connection is closed behind the body. */
    record WrongLength(long difference) implements Fault {}

    /** From this byte on the JSON is none. */
    record InvalidJson(long fromByte) implements Fault {}

    /** From this row on, cells are not of their columns' types. */
    record ChangedTypes(long fromRow) implements Fault {}

    /** Rows are missing from this row on, with the error that says so behind the tables. */
    record Partial(Reason reason, long fromRow) implements Fault {

        /** Which of the service's limits was reached. */
        public enum Reason {
            ROWS,
            BYTES
        }
    }

    /** Any answer in place of the right one. */
    static Fault answer(int status, Map<String, String> headers, String body) {
        Answer answer = Answer.text(status, "application/json; charset=utf-8", body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.header(header.getKey(), header.getValue());
        }
        return new Replaced(answer);
    }

    /** 429 with the time to wait in whole seconds. */
    static Fault throttled(Duration retryAfter) {
        return answer(
                429,
                Map.of("Retry-After", Long.toString(retryAfter.toSeconds())),
                error(
                        "ThrottledError",
                        "Rate limit is exceeded. Try again in " + retryAfter.toSeconds() + " seconds."));
    }

    /** 503, as a service gives it that is too busy. */
    static Fault unavailable() {
        return answer(503, Map.of(), error("ServiceUnavailable", "The service is temporarily unavailable."));
    }

    /** 502 of a gateway on the way, in HTML. */
    static Fault badGateway() {
        return answer(
                502,
                Map.of("Content-Type", "text/html"),
                "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>");
    }

    /** 504, as the service gives it for a query that takes too long. */
    static Fault gatewayTimeout() {
        return answer(504, Map.of("retry-after", "0"), """
                {"error":{"message":"Gateway timeout","code":"GatewayTimeout",\
                "correlationId":"00000000-0000-0000-0000-000000000000",\
                "innererror":{"code":"GatewayTimeout","message":"Kusto query timed out"}}}""");
    }

    /** 401 with a challenge, as for a request without a token. */
    static Fault unauthorized() {
        return answer(
                401,
                Map.of("WWW-Authenticate", "Bearer authorization_uri=\"https://login.microsoftonline.com/common\""),
                error("AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."));
    }

    /** 401 with a challenge, as for a token whose time is over. */
    static Fault expiredToken() {
        return answer(
                401,
                Map.of(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"https://login.microsoftonline.com/common\", "
                                + "error=\"invalid_token\", error_description=\"The access token has expired\""),
                error("InvalidTokenError", "The provided authentication is not valid for this resource"));
    }

    /** 403, as for someone without a role on the workspace. */
    static Fault forbidden() {
        return answer(403, Map.of(), """
                {"error":{"message":"The provided credentials have insufficient access to perform the requested \
                operation","code":"InsufficientAccessError","correlationId":"00000000-0000-0000-0000-000000000000",\
                "innererror":{"code":"AuthorizationFailedError","message":"User does not have access to read this \
                resource"}}}""");
    }

    /** 404, as for a path that leads nowhere. */
    static Fault notFound() {
        return answer(404, Map.of(), error("PathNotFoundError", "The requested path does not exist"));
    }

    /** 204, as for a workspace that never had data. */
    static Fault noContent() {
        return new Replaced(Answer.empty(204));
    }

    /** 200 without a body, as for a request without a content type. */
    static Fault emptyBody() {
        return new Replaced(Answer.empty(200));
    }

    private static String error(String code, String message) {
        return """
                {"error":{"message":"%s","code":"%s","correlationId":"00000000-0000-0000-0000-000000000000"}}""".formatted(message, code);
    }
}
