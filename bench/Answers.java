import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.util.Context;
import com.azure.monitor.query.LogsQueryClient;
import com.azure.monitor.query.LogsQueryClientBuilder;
import com.azure.monitor.query.models.LogsQueryOptions;
import com.azure.monitor.query.models.QueryTimeInterval;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import reactor.core.publisher.Mono;
import vedette.emulator.Answer;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.emulator.Fault;
import vedette.emulator.Faults;
import vedette.engine.LocalEngine;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.BearerToken;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.TokenSource;
import vedette.sentinel.query.CloudConnections;

/**
 * One side of answers.py: the emulator with answers made beforehand, so that only reading them is measured; or a client
 * that asks for one several times.
 */
public class Answers {

    private static final String TOKEN = "bench";
    private static final String WORKSPACE = "11111111-2222-3333-4444-555555555555";

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "serve" -> serve(arguments);
            case "vedette" -> ask(vedette(arguments[1]), arguments);
            case "sdk" -> ask(sdk(arguments[1]), arguments);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private interface Client {
        long rows(String query);
    }

    private static void ask(Client client, String[] arguments) {
        int rows = Integer.parseInt(arguments[2]);
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            long start = System.nanoTime();
            long got = client.rows("rows" + rows + "end");
            if (got != rows) {
                throw new IllegalStateException(got + " rows instead of " + rows);
            }
            System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
        }
    }

    private static Client vedette(String base) {
        TokenSource tokens = new TokenSource() {
            @Override
            public BearerToken token(QueryContext context, String scope) {
                return new BearerToken(TOKEN, Instant.MAX);
            }

            @Override
            public void refused(BearerToken token) {}

            @Override
            public String description() {
                return "bench";
            }
        };
        Connection connection = new CloudConnections()
                .open(
                        ConnectionString.parse(
                                "loganalytics://workspace='" + WORKSPACE + "';endpoint='" + base + "/v1'",
                                name -> Optional.empty()),
                        tokens);
        return query -> connection
                .execute(QueryContext.NONE, new QueryRequest(query))
                .table()
                .rowCount();
    }

    /** The SDK as its documentation shows it, up to its own table model; over HTTP it needs a policy of ours. */
    private static Client sdk(String base) {
        HttpPipelinePolicy token = new HttpPipelinePolicy() {
            @Override
            public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
                call.getHttpRequest().setHeader(com.azure.core.http.HttpHeaderName.AUTHORIZATION, "Bearer " + TOKEN);
                return next.process();
            }

            @Override
            public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
                call.getHttpRequest().setHeader(com.azure.core.http.HttpHeaderName.AUTHORIZATION, "Bearer " + TOKEN);
                return next.processSync();
            }
        };
        LogsQueryClient client = new LogsQueryClientBuilder()
                .endpoint(base + "/v1")
                .pipeline(new com.azure.core.http.HttpPipelineBuilder()
                        .policies(token)
                        .httpClient(new com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder().build())
                        .build())
                .buildClient();
        return query -> client.queryWorkspaceWithResponse(
                        WORKSPACE,
                        query,
                        QueryTimeInterval.LAST_DAY,
                        new LogsQueryOptions().setServerTimeout(Duration.ofMinutes(10)),
                        Context.NONE)
                .getValue()
                .getTable()
                .getRows()
                .size();
    }

    private static void serve(String[] sizes) throws Exception {
        Faults faults = new Faults();
        for (int i = 1; i < sizes.length; i++) {
            String mark = "rows" + sizes[i] + "end";
            byte[] plain = answer(Integer.parseInt(sizes[i]));
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (OutputStream zip = new GZIPOutputStream(zipped)) {
                zip.write(plain);
            }
            faults.always(
                    request -> request.body().contains(mark)
                            && request.header("Accept-Encoding").orElse("").contains("gzip"),
                    replaced(zipped.toByteArray(), Map.of("Content-Encoding", "gzip")));
            faults.always(request -> request.body().contains(mark), replaced(plain, Map.of()));
            System.err.printf(
                    "%s rows: %.1f MB, compressed %.1f MB%n", sizes[i], plain.length / 1e6, zipped.size() / 1e6);
        }
        LocalEngine engine = LocalEngine.builder().build();
        Emulator emulator = Emulator.start(EmulatorOptions.builder()
                .workspace(EmulatedWorkspace.of("bench", engine).withId(WORKSPACE))
                .token(TOKEN)
                .faults(faults)
                .build());
        System.out.println(emulator.base());
        System.in.read();
    }

    private static Fault replaced(byte[] body, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/json; charset=utf-8");
        return new Fault.Replaced(new Answer(200, headers, out -> out.write(body)));
    }

    /** Ten columns of logs: some values repeat much, some never. */
    private static byte[] answer(int rows) throws IOException {
        String[] columns = {
            "TimeGenerated:datetime", "Computer:string", "CommandLine:string", "EventID:int", "Bytes:long",
            "Score:real", "IsAdmin:bool", "SessionId:guid", "Duration:timespan", "Props:dynamic"
        };
        StringBuilder json = new StringBuilder("{\"tables\":[{\"name\":\"PrimaryResult\",\"columns\":[");
        for (String column : columns) {
            String[] parts = column.split(":");
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"name\":\"" + parts[0] + "\",\"type\":\"" + parts[1] + "\"}");
        }
        json.append("],\"rows\":[");
        Random random = new Random(42);
        for (int i = 0; i < rows; i++) {
            Instant time = Instant.ofEpochSecond(1_760_000_000L + i, random.nextInt(10_000_000) * 100L);
            json.append(i > 0 ? "," : "")
                    .append("[\"" + time.toString().substring(0, 19))
                    .append("." + String.format("%07d", time.getNano() / 100) + "Z\",")
                    .append("\"host-" + random.nextInt(500) + ".corp.contoso.com\",")
                    .append("\"C:\\\\Windows\\\\System32\\\\cmd.exe /c whoami /all & net user u"
                            + random.nextInt(1_000_000) + "\",")
                    .append(4600 + random.nextInt(150) + "," + (random.nextLong() >>> 20) + ",")
                    .append(i % 1000 == 0 ? "\"NaN\"" : String.valueOf(random.nextInt(1_000_000) / 997.0))
                    .append("," + (i % 50 == 0 ? "null" : String.valueOf(random.nextBoolean())))
                    .append(",\"" + new UUID(random.nextLong(), random.nextLong()) + "\",")
                    .append("\""
                            + String.format(
                                    "%02d:%02d:%02d.%07d",
                                    random.nextInt(24),
                                    random.nextInt(60),
                                    random.nextInt(60),
                                    random.nextInt(10_000_000))
                            + "\",")
                    .append("\"{\\\"ip\\\":\\\"10." + random.nextInt(255) + "." + random.nextInt(255)
                            + ".7\\\",\\\"n\\\":" + random.nextInt(1000) + "}\"]");
        }
        return json.append("]}]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
