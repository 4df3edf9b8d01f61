package vedette.emulator.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The management of one workspace behind the real paths, {@code /subscriptions/...}; to be mounted on any server of the
 * JDK's. Safe for any thread.
 */
public final class ManagementApi implements HttpHandler {

    private final ManagementEmulation emulation;

    /** A workspace with seeded contents. */
    public ManagementApi(ManagementOptions options) {
        this.emulation = new ManagementEmulation(options);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        URI base = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host"));
        Reply reply = emulation.answer(new Ask(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers,
                exchange.getRequestBody().readAllBytes(),
                base));
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        if (body.length > 0) {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
