package vedette.kernel.message;

import java.util.List;
import java.util.Map;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;

/** The content of what the kernel tells all clients on iopub. */
public sealed interface Publication extends Content {

    /** The message's type. */
    String type();

    /** Whether the kernel works. */
    record Status(String executionState) implements Publication {
        /** A request is being handled. */
        public static final Status BUSY = new Status("busy");

        /** A request and all that it published is done. */
        public static final Status IDLE = new Status("idle");

        /** The kernel came up. */
        public static final Status STARTING = new Status("starting");

        @Override
        public String type() {
            return "status";
        }

        @Override
        public Fields fields() {
            return Fields.of("execution_state", executionState);
        }
    }

    /** A cell starts, so that other clients see it. */
    record ExecuteInput(String code, int executionCount) implements Publication {
        @Override
        public String type() {
            return "execute_input";
        }

        @Override
        public Fields fields() {
            return Fields.of("code", code).and("execution_count", executionCount);
        }
    }

    /**
     * Text.
     *
     * @param name {@code stdout} or {@code stderr}
     */
    record Stream(String name, String text) implements Publication {
        @Override
        public String type() {
            return "stream";
        }

        @Override
        public Fields fields() {
            return Fields.of("name", name).and("text", text);
        }
    }

    /**
     * Something to show.
     *
     * @param marks {@code display_id} under which it can be replaced, or nothing
     */
    record DisplayData(Map<String, Object> data, Map<String, Object> metadata, Map<String, String> marks)
            implements Publication {
        public DisplayData {
            data = Contents.ordered(data);
            metadata = Contents.ordered(metadata);
            marks = Contents.ordered(marks);
        }

        /** Shows a bundle. */
        public static DisplayData of(MimeBundle bundle) {
            return new DisplayData(bundle.data(), bundle.metadata(), Map.of());
        }

        /** Shows a bundle under an id. */
        public static DisplayData of(MimeBundle bundle, String displayId) {
            return new DisplayData(bundle.data(), bundle.metadata(), Map.of("display_id", displayId));
        }

        @Override
        public String type() {
            return "display_data";
        }

        @Override
        public Fields fields() {
            return Fields.of("data", data).and("metadata", metadata).and("transient", marks);
        }
    }

    /** Something to show in the place of what stands under the same id. */
    record UpdateDisplayData(Map<String, Object> data, Map<String, Object> metadata, Map<String, String> marks)
            implements Publication {
        public UpdateDisplayData {
            data = Contents.ordered(data);
            metadata = Contents.ordered(metadata);
            marks = Contents.ordered(marks);
        }

        /** Shows a bundle in the place of what stands under an id. */
        public static UpdateDisplayData of(MimeBundle bundle, String displayId) {
            return new UpdateDisplayData(bundle.data(), bundle.metadata(), Map.of("display_id", displayId));
        }

        @Override
        public String type() {
            return "update_display_data";
        }

        @Override
        public Fields fields() {
            return Fields.of("data", data).and("metadata", metadata).and("transient", marks);
        }
    }

    /** The value of a cell. */
    record ExecuteResult(int executionCount, Map<String, Object> data, Map<String, Object> metadata)
            implements Publication {
        public ExecuteResult {
            data = Contents.ordered(data);
            metadata = Contents.ordered(metadata);
        }

        @Override
        public String type() {
            return "execute_result";
        }

        @Override
        public Fields fields() {
            return Fields.of("execution_count", executionCount)
                    .and("data", data)
                    .and("metadata", metadata);
        }
    }

    /** The failure of a cell. */
    record Error(String name, String value, List<String> traceback) implements Publication {
        public Error {
            traceback = Contents.copy(traceback);
        }

        /** The look of a failure. */
        public static Error of(CellFailure failure) {
            return new Error(failure.name(), failure.value(), failure.traceback());
        }

        @Override
        public String type() {
            return "error";
        }

        @Override
        public Fields fields() {
            return Fields.of("ename", name).and("evalue", value).and("traceback", traceback);
        }
    }

    /**
     * Removes a cell's output.
     *
     * @param delayed whether only when the next output comes
     */
    record ClearOutput(boolean delayed) implements Publication {
        @Override
        public String type() {
            return "clear_output";
        }

        @Override
        public Fields fields() {
            return Fields.of("wait", delayed);
        }
    }

    /** A comm that the kernel opens. */
    record CommOpen(String commId, String targetName, Map<String, Object> data) implements Publication {
        public CommOpen {
            data = Contents.ordered(data);
        }

        @Override
        public String type() {
            return "comm_open";
        }

        @Override
        public Fields fields() {
            return Fields.of("comm_id", commId).and("target_name", targetName).and("data", data);
        }
    }

    /** A message on an open comm. */
    record CommMessage(String commId, Map<String, Object> data) implements Publication {
        public CommMessage {
            data = Contents.ordered(data);
        }

        @Override
        public String type() {
            return "comm_msg";
        }

        @Override
        public Fields fields() {
            return Fields.of("comm_id", commId).and("data", data);
        }
    }

    /** A comm that the kernel closes or refuses. */
    record CommClose(String commId, Map<String, Object> data) implements Publication {
        public CommClose {
            data = Contents.ordered(data);
        }

        @Override
        public String type() {
            return "comm_close";
        }

        @Override
        public Fields fields() {
            return Fields.of("comm_id", commId).and("data", data);
        }
    }

    /** Greets a subscriber, so that it knows when it misses nothing any more. */
    record Welcome(String subscription) implements Publication {
        @Override
        public String type() {
            return "iopub_welcome";
        }

        @Override
        public Fields fields() {
            return Fields.of("subscription", subscription);
        }
    }

    /** Tells all clients that the kernel is about to end. */
    record ShutDown(boolean restart) implements Publication {
        @Override
        public String type() {
            return "shutdown_reply";
        }

        @Override
        public Fields fields() {
            return Fields.of("restart", restart);
        }
    }
}
