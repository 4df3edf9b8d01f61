package vedette.kernel.message;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellFailure;

/** The content of what the kernel answers to a request, on the channel where that came. */
public sealed interface Reply extends Content {

    /** {@code ok}, {@code error} or {@code aborted}. */
    default String status() {
        return "ok";
    }

    @Override
    default Fields fields() {
        return Fields.of("status", status());
    }

    /**
     * The cell ran.
     *
     * @param userExpressions what each of them gave, by name
     * @param payload what the client shall do besides
     */
    record Executed(int executionCount, Map<String, ExpressionOutcome> userExpressions, List<Payload> payload)
            implements Reply {
        public Executed {
            userExpressions = Contents.ordered(userExpressions);
            payload = Contents.copy(payload);
        }

        @Override
        public Fields fields() {
            return Reply.super
                    .fields()
                    .and("execution_count", executionCount)
                    .and("user_expressions", userExpressions)
                    .and("payload", payload);
        }
    }

    /** The cell failed. */
    record ExecutionFailed(
            int executionCount,
            String name,
            String value,
            List<String> traceback,
            Map<String, ExpressionOutcome> userExpressions,
            List<Payload> payload)
            implements Reply {
        public ExecutionFailed {
            traceback = Contents.copy(traceback);
            userExpressions = Contents.ordered(userExpressions);
            payload = Contents.copy(payload);
        }

        /** The reply to a cell that ended so. */
        public static ExecutionFailed of(int executionCount, CellFailure failure, List<Payload> payload) {
            return new ExecutionFailed(
                    executionCount, failure.name(), failure.value(), failure.traceback(), Map.of(), payload);
        }

        @Override
        public String status() {
            return "error";
        }

        @Override
        public Fields fields() {
            return Reply.super
                    .fields()
                    .and("execution_count", executionCount)
                    .and("ename", name)
                    .and("evalue", value)
                    .and("traceback", traceback)
                    .and("user_expressions", userExpressions)
                    .and("payload", payload);
        }
    }

    /** The request was not carried out since one before it failed. */
    record Aborted() implements Reply {
        @Override
        public String status() {
            return "aborted";
        }
    }

    /** The request cannot be answered. */
    record Failed(String name, String value, List<String> traceback) implements Reply {
        public Failed {
            traceback = Contents.copy(traceback);
        }

        /** The reply to a request that ended in this exception. */
        public static Failed of(Throwable failure) {
            String value = failure.getMessage() == null ? "" : failure.getMessage();
            String name = failure.getClass().getSimpleName();
            return new Failed(name, value, List.of(value.isEmpty() ? name : name + ": " + value));
        }

        @Override
        public String status() {
            return "error";
        }

        @Override
        public Fields fields() {
            return Reply.super.fields().and("ename", name).and("evalue", value).and("traceback", traceback);
        }
    }

    /**
     * What could stand in a stretch of the text.
     *
     * @param matches best first
     * @param cursorStart in code points
     * @param cursorEnd in code points
     * @param metadata types and signatures beside the matches
     */
    record Completions(List<String> matches, int cursorStart, int cursorEnd, Map<String, Object> metadata)
            implements Reply {
        public Completions {
            matches = Contents.copy(matches);
            metadata = Contents.ordered(metadata);
        }

        @Override
        public Fields fields() {
            return Reply.super
                    .fields()
                    .and("matches", matches)
                    .and("cursor_start", cursorStart)
                    .and("cursor_end", cursorEnd)
                    .and("metadata", metadata);
        }
    }

    /** A match as clients with icons want it, beside the match of the same index; places in code points. */
    record TypedMatch(int start, int end, String text, String type, String signature) implements Content {
        @Override
        public Fields fields() {
            return Fields.of("start", start)
                    .and("end", end)
                    .and("text", text)
                    .and("type", type)
                    .and("signature", signature);
        }
    }

    /** What is known of a place in the text. */
    record Inspection(boolean found, Map<String, Object> data, Map<String, Object> metadata) implements Reply {
        public Inspection {
            data = Contents.ordered(data);
            metadata = Contents.ordered(metadata);
        }

        @Override
        public Fields fields() {
            return Reply.super.fields().and("found", found).and("data", data).and("metadata", metadata);
        }
    }

    /**
     * Earlier cells.
     *
     * @param history of each cell its session, line and text, the text in a pair with its result where that was asked
     */
    record Past(List<List<Object>> history) implements Reply {
        public Past {
            history = Contents.copy(history);
        }

        @Override
        public Fields fields() {
            return Reply.super.fields().and("history", history);
        }
    }

    /**
     * Whether a console should run a text.
     *
     * @param status {@code complete}, {@code incomplete}, {@code invalid} or {@code unknown}
     * @param indent of the next line, where there must be one
     */
    record Completeness(String status, @Nullable String indent) implements Reply {

        public Completeness {
            requireNonNull(status, "status is null");
        }

        @Override
        public Fields fields() {
            return Reply.super.fields().andIfThere("indent", indent);
        }
    }

    /**
     * The open comms.
     *
     * @param comms by id
     */
    record Comms(Map<String, CommTarget> comms) implements Reply {
        public Comms {
            comms = Contents.ordered(comms);
        }

        @Override
        public Fields fields() {
            return Reply.super.fields().and("comms", comms);
        }
    }

    /** What a comm belongs to. */
    record CommTarget(String targetName) implements Content {
        @Override
        public Fields fields() {
            return Fields.of("target_name", targetName);
        }
    }

    /**
     * Who the kernel is.
     *
     * @param supportedFeatures optional parts of the protocol; those that are not named here are not spoken
     */
    record KernelInfo(
            String protocolVersion,
            String implementation,
            String implementationVersion,
            Map<String, Object> languageInfo,
            String banner,
            List<HelpLink> helpLinks,
            List<String> supportedFeatures,
            boolean debugger)
            implements Reply {
        public KernelInfo {
            languageInfo = Contents.ordered(languageInfo);
            helpLinks = Contents.copy(helpLinks);
            supportedFeatures = Contents.copy(supportedFeatures);
        }

        @Override
        public Fields fields() {
            return Reply.super
                    .fields()
                    .and("protocol_version", protocolVersion)
                    .and("implementation", implementation)
                    .and("implementation_version", implementationVersion)
                    .and("language_info", languageInfo)
                    .and("banner", banner)
                    .and("help_links", helpLinks)
                    .and("supported_features", supportedFeatures)
                    .and("debugger", debugger);
        }
    }

    /** An entry of a client's help menu. */
    record HelpLink(String text, String url) implements Content {
        @Override
        public Fields fields() {
            return Fields.of("text", text).and("url", url);
        }
    }

    /** Where the kernel listens. */
    record Connected(int shellPort, int iopubPort, int stdinPort, int hbPort, int controlPort) implements Reply {
        @Override
        public Fields fields() {
            return Reply.super
                    .fields()
                    .and("shell_port", shellPort)
                    .and("iopub_port", iopubPort)
                    .and("stdin_port", stdinPort)
                    .and("hb_port", hbPort)
                    .and("control_port", controlPort);
        }
    }

    /**
     * How much of the machine the kernel uses.
     *
     * @param kernelCpu of one processor, in percent
     * @param kernelMemory bytes that are resident
     * @param hostCpuPercent of all processors
     */
    record Usage(
            String hostname,
            long pid,
            double kernelCpu,
            long kernelMemory,
            int cpuCount,
            double hostCpuPercent,
            HostMemory hostVirtualMemory)
            implements Reply {
        @Override
        public Fields fields() {
            return Reply.super
                    .fields()
                    .and("hostname", hostname)
                    .and("pid", pid)
                    .and("kernel_cpu", kernelCpu)
                    .and("kernel_memory", kernelMemory)
                    .and("cpu_count", cpuCount)
                    .and("host_cpu_percent", hostCpuPercent)
                    .and("host_virtual_memory", hostVirtualMemory);
        }
    }

    /**
     * The machine's memory in bytes.
     *
     * @param percent that is used
     */
    record HostMemory(long total, long available, long used, long free, double percent) implements Content {
        @Override
        public Fields fields() {
            return Fields.of("total", total)
                    .and("available", available)
                    .and("used", used)
                    .and("free", free)
                    .and("percent", percent);
        }
    }

    /** A subshell was made. */
    record SubshellCreated(String subshellId) implements Reply {
        @Override
        public Fields fields() {
            return Reply.super.fields().and("subshell_id", subshellId);
        }
    }

    /** A subshell was ended. */
    record SubshellDeleted() implements Reply {}

    /** All subshells; the field's name is singular in the protocol. */
    record Subshells(List<String> ids) implements Reply {
        public Subshells {
            ids = Contents.copy(ids);
        }

        @Override
        public Fields fields() {
            return Reply.super.fields().and("subshell_id", ids);
        }
    }

    /** The interrupt is under way. */
    record Interrupted() implements Reply {}

    /** The kernel is about to end. */
    record ShutDown(boolean restart) implements Reply {
        @Override
        public Fields fields() {
            return Reply.super.fields().and("restart", restart);
        }
    }

    /** What the client shall do besides showing what was published. */
    sealed interface Payload extends Content {

        /** What the protocol calls it. */
        String source();

        @Override
        default Fields fields() {
            return Fields.of("source", source());
        }
    }

    /** Show this in the pager. */
    record Page(Map<String, Object> data, int start) implements Payload {
        public Page {
            data = Contents.ordered(data);
        }

        @Override
        public String source() {
            return "page";
        }

        @Override
        public Fields fields() {
            return Payload.super.fields().and("data", data).and("start", start);
        }
    }

    /** Put this text into the cell itself or into the one after it. */
    record NextInput(String text, boolean replace) implements Payload {
        @Override
        public String source() {
            return "set_next_input";
        }

        @Override
        public Fields fields() {
            return Payload.super.fields().and("text", text).and("replace", replace);
        }
    }

    /** What a user expression gave. */
    sealed interface ExpressionOutcome extends Content {}

    /** Its value. */
    record ExpressionValue(String status, Map<String, Object> data, Map<String, Object> metadata)
            implements ExpressionOutcome {
        public ExpressionValue {
            data = Contents.ordered(data);
            metadata = Contents.ordered(metadata);
        }

        @Override
        public Fields fields() {
            return Fields.of("status", status).and("data", data).and("metadata", metadata);
        }
    }

    /** Its failure. */
    record ExpressionFailure(String status, String name, String value, List<String> traceback)
            implements ExpressionOutcome {
        public ExpressionFailure {
            traceback = Contents.copy(traceback);
        }

        @Override
        public Fields fields() {
            return Fields.of("status", status)
                    .and("ename", name)
                    .and("evalue", value)
                    .and("traceback", traceback);
        }
    }
}
