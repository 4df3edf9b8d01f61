package vedette.sentinel.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.Table;
import vedette.emulator.EmulatedWorkspace;
import vedette.emulator.Emulator;
import vedette.emulator.EmulatorOptions;
import vedette.engine.LocalEngine;
import vedette.frame.ColumnSchema;
import vedette.frame.FrameBuilder;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.query.Connection;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryRequest;
import vedette.kql.query.QueryRequest.Tier;
import vedette.kql.query.TimeRange;
import vedette.sentinel.BearerToken;
import vedette.sentinel.ConnectionString;
import vedette.sentinel.TokenSource;
import vedette.sentinel.http.HttpOptions;

/** An emulator over frames, and connections to it. */
final class Lab implements AutoCloseable {

    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final LocalEngine engine;
    final Emulator emulator;
    final CloudConnections connections;
    final TokenSource tokens;

    Lab(Map<String, Table> tables, UnaryOperator<EmulatorOptions.Builder> options) {
        this(tables, options, Recorded.options());
    }

    Lab(Map<String, Table> tables, UnaryOperator<EmulatorOptions.Builder> options, HttpOptions http) {
        engine = LocalEngine.builder()
                .frames(name -> Optional.ofNullable(tables.get(name)))
                .build();
        EmulatorOptions.Builder builder = EmulatorOptions.builder()
                .workspace(EmulatedWorkspace.of("vedette", engine).withBasicTables("Basic"));
        emulator = Emulator.start(options.apply(builder).build());
        connections = new CloudConnections(http);
        tokens = tokens(emulator.token());
    }

    static TokenSource tokens(String token) {
        return new TokenSource() {
            @Override
            public BearerToken token(QueryContext context, String scope) {
                return new BearerToken(token, Instant.MAX);
            }

            @Override
            public void refused(BearerToken refused) {
                // There is no other.
            }

            @Override
            public String description() {
                return "the test";
            }
        };
    }

    Connection open(String text) {
        return connections.open(ConnectionString.parse(text, name -> Optional.empty()), tokens);
    }

    Connection workspace() {
        return open("loganalytics://workspace='" + emulator.workspace() + "';alias='soc';endpoint='"
                + emulator.logAnalytics() + "'");
    }

    Connection cluster() {
        return open("azuredataexplorer://cluster='" + emulator.dataExplorer() + "';database='vedette'");
    }

    Connection lake() {
        return open("sentinellake://workspace='" + emulator.workspace() + "';workspacename='vedette';endpoint='"
                + emulator.lake() + "/kql'");
    }

    /** Rows with a time, from {@link #START} on, at steps of so many ticks, numbered from 0. */
    static Table events(int rows, long step) {
        FrameBuilder frame = new FrameBuilder(
                List.of(new ColumnSchema("TimeGenerated", KqlType.DATETIME), new ColumnSchema("n", KqlType.LONG)));
        for (int i = 0; i < rows; i++) {
            frame.append(0, Ticks.of(START) + i * step);
            frame.append(1, (long) i);
        }
        return frame.build("Events");
    }

    static QueryRequest request(String text, TimeRange range) {
        return new QueryRequest(
                text, Optional.of(range), List.of(), Optional.<Duration>empty(), Tier.ANALYTICS, Map.of());
    }

    @Override
    public void close() {
        emulator.close();
        engine.close();
    }
}
