package vedette.sentinel.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import vedette.kql.query.QueryException;
import vedette.sentinel.SignInException;

/** What went wrong between this machine and a service, in words that say what to look at. */
final class Failures {

    private final Proxies proxies;
    private final HttpOptions options;

    Failures(HttpOptions options) {
        this.proxies = options.proxies();
        this.options = options;
    }

    private static <T extends Throwable> Optional<T> cause(Throwable error, Class<T> type) {
        return causes(error).stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private static List<Throwable> causes(Throwable error) {
        return Stream.iterate(error, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
    }

    /** Whether the request never reached the service. */
    static boolean isUnconnected(Throwable error) {
        return cause(error, ConnectException.class).isPresent()
                || cause(error, HttpConnectTimeoutException.class).isPresent();
    }

    /** Whether the connection ended before the answer began. */
    static boolean isBrokenOff(Throwable error) {
        return cause(error, IOException.class).isPresent()
                && cause(error, SSLException.class).isEmpty()
                && cause(error, HttpTimeoutException.class).isEmpty();
    }

    /** The failure of a request whose answer did not begin, or did not end. */
    QueryException failure(Throwable error, URI target, String requestId, boolean begun) {
        Optional<QueryException> known = cause(error, QueryException.class);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<SignInException> signIn = cause(error, SignInException.class);
        if (signIn.isPresent()) {
            return QueryException.failed(String.valueOf(signIn.get().getMessage()), signIn.get());
        }
        return QueryException.failed(text(error, target, begun) + " (request id " + requestId + ")", error);
    }

    private String text(Throwable error, URI target, boolean begun) {
        String host = target.getHost() + (target.getPort() > 0 ? ":" + target.getPort() : "");
        if (begun) {
            return "the answer of " + host + " broke off before its end: " + reason(error)
                    + "; nothing of it is kept, run the query again";
        }
        if (cause(error, UnknownHostException.class).isPresent()
                || cause(error, UnresolvedAddressException.class).isPresent()) {
            return "the host " + host + " is not known here; it was looked up " + proxies.hint(target);
        }
        if (cause(error, SSLException.class).isPresent()) {
            return "no trusted connection to " + host + ": " + reason(error) + "; it was tried " + proxies.hint(target)
                    + ". Where a proxy reads along, its certificate must be trusted: give its PEM file";
        }
        if (cause(error, HttpConnectTimeoutException.class).isPresent()) {
            return "no connection to " + host + " within "
                    + options.connectTimeout().toSeconds() + " s; it was tried " + proxies.hint(target);
        }
        if (cause(error, ConnectException.class).isPresent()) {
            return "no connection to " + host + ": " + reason(error) + "; it was tried " + proxies.hint(target);
        }
        return "the request to " + host + " failed: " + reason(error) + "; it was sent " + proxies.hint(target);
    }

    /** The innermost text; causes further out repeat it. */
    private static String reason(Throwable error) {
        List<Throwable> causes = causes(error);
        @Nullable
        String text = causes.reversed().stream()
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .findFirst()
                .orElse(null);
        if (text == null) {
            return causes.getLast() instanceof EOFException
                    ? "it ended early"
                    : causes.getLast().getClass().getSimpleName();
        }
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
