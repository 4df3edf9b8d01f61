package vedette.magics;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.display.Escape;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.Completion;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.MagicPlace;
import vedette.kql.query.QueryContext;
import vedette.kql.query.QueryException;
import vedette.sentinel.SignInException;
import vedette.sentinel.management.ManagementException;

/** {@code %sentinel command}: works with the incidents, bookmarks, watchlists, rules and searches of a workspace. */
final class SentinelMagic implements LineMagic {

    static final String FAILURE = "SentinelError";

    private final SentinelDesk desk;
    private final InstantSource clock;
    private final SentinelNames names = new SentinelNames();

    SentinelMagic(SentinelDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sentinel";
    }

    @Override
    public String summary() {
        return "Lists and changes incidents, bookmarks and watchlists of Microsoft Sentinel, and runs its rules, hunting"
                + " queries and searches; %sentinel --help lists the commands.";
    }

    @Override
    public String help() {
        return SentinelCommands.help();
    }

    @Override
    public Completion complete(MagicPlace place) {
        return new SentinelCompletion(SentinelCommands.all().getCommandSpec(), names).complete(place);
    }

    @Override
    public Optional<Object> run(String arguments, MagicCall call) {
        try (ProgressLine progress = ProgressLine.start(call.cell(), "%sentinel")) {
            QueryContext context = new CellQueryContext(call.cell(), progress, Optional.empty());
            SentinelCall here = new SentinelCall(desk, call, context, new SentinelCall.Surroundings(clock, names));
            SentinelLine line = SentinelLine.parse(arguments);
            SentinelAnswer answer = SentinelCommands.run(line, here, call);
            return line.target().isEmpty()
                    ? answer.shown()
                    : assigned(line.target().get(), answer, call);
        } catch (QueryException e) {
            throw e.isCancelled() ? interrupted(e) : failure(String.valueOf(e.getMessage()), e);
        } catch (ManagementException | SignInException | IllegalArgumentException e) {
            throw failure(String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<Object> assigned(String name, SentinelAnswer answer, MagicCall call) {
        Table frame = answer.frame()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the command was done, but has no rows that '" + name + "' could hold"));
        call.variables().set(name, Table.class, frame);
        answer.gap().ifPresent(why -> call.cell().print(StreamName.STDERR, "incomplete: " + Escape.line(why) + "\n"));
        call.cell()
                .print(
                        StreamName.STDOUT,
                        String.format(
                                Locale.ROOT,
                                "%s: %,d %s, %d columns%n",
                                name,
                                frame.rowCount(),
                                frame.rowCount() == 1 ? "row" : "rows",
                                frame.columnCount()));
        return Optional.empty();
    }

    private static CellFailure failure(String message, Throwable cause) {
        String line = Escape.line(message);
        return new CellFailure(FAILURE, line, List.of(FAILURE + ": " + line), cause);
    }

    private static CellFailure interrupted(QueryException cause) {
        String how = "the command was cancelled; a change that it had sent may have been made";
        return new CellFailure(CellFailure.INTERRUPT, how, List.of(CellFailure.INTERRUPT + ": " + how), cause);
    }
}
