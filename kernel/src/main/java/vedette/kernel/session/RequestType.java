package vedette.kernel.session;

import static vedette.kernel.wire.Channel.CONTROL;
import static vedette.kernel.wire.Channel.SHELL;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import vedette.kernel.message.Json;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.Request;
import vedette.kernel.wire.Channel;

/** All requests that the kernel knows, and all that differs between them. Nothing else looks at a type's text. */
enum RequestType {
    EXECUTE(
            "execute_request",
            "execute_reply",
            Request.Execute.class,
            Request.Execute::read,
            LaneName.CELL,
            AfterError.ABORTED),
    COMPLETE(
            "complete_request",
            "complete_reply",
            Request.Complete.class,
            Request.Complete::read,
            LaneName.LANGUAGE,
            AfterError.KEPT),
    INSPECT(
            "inspect_request",
            "inspect_reply",
            Request.Inspect.class,
            Request.Inspect::read,
            LaneName.LANGUAGE,
            AfterError.KEPT),
    IS_COMPLETE(
            "is_complete_request",
            "is_complete_reply",
            Request.IsComplete.class,
            Request.IsComplete::read,
            LaneName.LANGUAGE,
            AfterError.KEPT),
    HISTORY(
            "history_request",
            "history_reply",
            Request.History.class,
            Request.History::read,
            LaneName.CELL,
            AfterError.KEPT),
    KERNEL_INFO(
            "kernel_info_request",
            "kernel_info_reply",
            Request.KernelInfo.class,
            fields -> new Request.KernelInfo(),
            LaneName.CELL,
            AfterError.KEPT),
    CONNECT(
            "connect_request",
            "connect_reply",
            Request.Connect.class,
            fields -> new Request.Connect(),
            LaneName.CELL,
            AfterError.KEPT),
    COMM_INFO(
            "comm_info_request",
            "comm_info_reply",
            Request.CommInfo.class,
            Request.CommInfo::read,
            LaneName.CELL,
            AfterError.KEPT),
    COMM_OPEN("comm_open", "", Request.CommOpen.class, Request.CommOpen::read, LaneName.CELL, AfterError.KEPT),
    COMM_MESSAGE("comm_msg", "", Request.CommMessage.class, Request.CommMessage::read, LaneName.CELL, AfterError.KEPT),
    COMM_CLOSE("comm_close", "", Request.CommClose.class, Request.CommClose::read, LaneName.CELL, AfterError.KEPT),
    USAGE(
            "usage_request",
            "usage_reply",
            Request.Usage.class,
            fields -> new Request.Usage(),
            LaneName.CONTROL,
            AfterError.KEPT),
    CREATE_SUBSHELL(
            "create_subshell_request",
            "create_subshell_reply",
            Request.CreateSubshell.class,
            fields -> new Request.CreateSubshell(),
            LaneName.CONTROL,
            AfterError.KEPT),
    DELETE_SUBSHELL(
            "delete_subshell_request",
            "delete_subshell_reply",
            Request.DeleteSubshell.class,
            Request.DeleteSubshell::read,
            LaneName.CONTROL,
            AfterError.KEPT),
    LIST_SUBSHELLS(
            "list_subshell_request",
            "list_subshell_reply",
            Request.ListSubshells.class,
            fields -> new Request.ListSubshells(),
            LaneName.CONTROL,
            AfterError.KEPT),
    INTERRUPT(
            "interrupt_request",
            "interrupt_reply",
            Request.Interrupt.class,
            fields -> new Request.Interrupt(),
            LaneName.CONTROL,
            AfterError.KEPT),
    SHUTDOWN(
            "shutdown_request",
            "shutdown_reply",
            Request.Shutdown.class,
            Request.Shutdown::read,
            LaneName.CONTROL,
            AfterError.KEPT);

    /** The queues in which requests wait for each other. */
    enum LaneName {
        /** Behind the running cell of its shell. */
        CELL,
        /** Beside the running cell of the main shell, behind each other. */
        LANGUAGE,
        /** Never behind anything slow. */
        CONTROL
    }

    /** What becomes of a request that waits behind a cell that fails. */
    enum AfterError {
        ABORTED,
        KEPT
    }

    private final String type;
    private final String replyType;
    private final Class<? extends Request> content;
    private final Request.Reader reader;
    private final LaneName lane;
    private final AfterError afterError;

    RequestType(
            String type,
            String replyType,
            Class<? extends Request> content,
            Request.Reader reader,
            LaneName lane,
            AfterError afterError) {
        this.type = type;
        this.replyType = replyType;
        this.content = content;
        this.reader = reader;
        this.lane = lane;
        this.afterError = afterError;
    }

    /** The request of this name, where a client may send it on this channel. */
    static Optional<RequestType> of(Channel channel, String type) {
        return Arrays.stream(values())
                .filter(request ->
                        request.type.equals(type) && request.channels().contains(channel))
                .findFirst();
    }

    String type() {
        return type;
    }

    /** The type of its reply; empty where it has none. */
    Optional<String> replyType() {
        return replyType.isEmpty() ? Optional.empty() : Optional.of(replyType);
    }

    /**
     * Its content.
     *
     * @throws MalformedMessageException when the text is no such content
     */
    Request read(byte[] json) throws MalformedMessageException {
        return reader.read(Json.fields(json));
    }

    AfterError afterError() {
        return afterError;
    }

    /** Where it waits: what comes on control never waits for a cell, nor the next for what runs the user's code. */
    LaneName lane(Channel channel) {
        return channel == CONTROL && !isOfComm() ? LaneName.CONTROL : lane;
    }

    private boolean isOfComm() {
        return this == COMM_OPEN || this == COMM_MESSAGE || this == COMM_CLOSE;
    }

    Set<Channel> channels() {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        if (Request.Shell.class.isAssignableFrom(content)) {
            channels.add(SHELL);
        }
        if (Request.Control.class.isAssignableFrom(content)) {
            channels.add(CONTROL);
        }
        return channels;
    }
}
