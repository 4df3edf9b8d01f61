package vedette.kernel.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vedette.kernel.Completeness;
import vedette.kernel.Completion;
import vedette.kernel.Detail;
import vedette.kernel.Language;
import vedette.kernel.LanguageInfo;
import vedette.kernel.message.CodePoints;
import vedette.kernel.message.Header;
import vedette.kernel.message.MalformedMessageException;
import vedette.kernel.message.Reply;
import vedette.kernel.message.Request;
import vedette.kernel.wire.Channel;

/** Who answers what. Returns or throws, and sends nothing. */
final class Handlers {

    private final Language language;
    private final SessionOptions options;
    private final Shells shells;
    private final CommTable comms;

    Handlers(Language language, SessionOptions options, Shells shells, CommTable comms) {
        this.language = language;
        this.options = options;
        this.shells = shells;
        this.comms = comms;
    }

    /** The answer; empty for what has none. */
    Optional<Reply> answer(Shell shell, RequestContext context, Request request) throws MalformedMessageException {
        return switch (request) {
            case Request.Execute execute -> Optional.of(shell.execution().run(context, execute));
            case Request.Complete complete -> Optional.of(complete(complete));
            case Request.Inspect inspect -> Optional.of(inspect(inspect));
            case Request.IsComplete isComplete -> Optional.of(completeness(isComplete.code()));
            case Request.History query -> Optional.of(shell.history().find(query));
            case Request.KernelInfo _ -> Optional.of(kernelInfo());
            case Request.Connect _ -> Optional.of(connected());
            case Request.CommInfo query -> Optional.of(comms.open(query.targetName()));
            case Request.CommOpen open -> called(shell, context, comms.opened(context, open));
            case Request.CommMessage message -> called(shell, context, comms.received(context, message));
            case Request.CommClose close -> called(shell, context, comms.closed(context, close));
            case Request.Usage _ -> Optional.of(Usage.now());
            case Request.CreateSubshell _ -> Optional.of(new Reply.SubshellCreated(shells.create()));
            case Request.DeleteSubshell delete ->
                Optional.of(
                        shells.delete(delete.subshellId())
                                ? new Reply.SubshellDeleted()
                                : Failures.unknownSubshell(delete.subshellId()));
            case Request.ListSubshells _ -> Optional.of(new Reply.Subshells(shells.ids()));
            case Request.Interrupt _ -> {
                shells.interrupt();
                yield Optional.of(new Reply.Interrupted());
            }
            case Request.Shutdown shutdown -> {
                shells.interrupt();
                yield Optional.of(new Reply.ShutDown(shutdown.restart()));
            }
        };
    }

    private static Optional<Reply> called(Shell shell, RequestContext context, Optional<Runnable> code) {
        code.ifPresent(handler -> shell.execution().call(context, handler));
        return Optional.empty();
    }

    private Reply complete(Request.Complete request) {
        Completion found = language.complete(request.code(), CodePoints.toCursor(request.code(), request.cursorPos()));
        int start = CodePoints.of(request.code(), found.start());
        int end = CodePoints.of(request.code(), found.end());
        Map<String, List<Completion.Candidate>> byText = found.candidates().stream()
                .collect(Collectors.groupingBy(Completion.Candidate::text, LinkedHashMap::new, Collectors.toList()));
        // Clients pair these with the matches by their index.
        List<Reply.TypedMatch> typed = byText.entrySet().stream()
                .map(match -> new Reply.TypedMatch(
                        start, end, match.getKey(), match.getValue().getFirst().kind(), signature(match.getValue())))
                .toList();
        return new Reply.Completions(
                List.copyOf(byText.keySet()), start, end, Map.of("_jupyter_types_experimental", typed));
    }

    /** The first one's signature, and how many overloads there are beside it; clients show each text once. */
    private static String signature(List<Completion.Candidate> sameText) {
        long all = sameText.stream()
                .filter(candidate -> candidate.kind().equals(sameText.getFirst().kind()))
                .map(Completion.Candidate::signature)
                .distinct()
                .count();
        return sameText.getFirst().signature() + (all == 1 ? "" : " (+" + (all - 1) + ")");
    }

    private Reply inspect(Request.Inspect request) {
        Detail detail = request.detailLevel() > 0 ? Detail.FULL : Detail.BRIEF;
        return language.inspect(request.code(), CodePoints.toCursor(request.code(), request.cursorPos()), detail)
                .map(bundle -> new Reply.Inspection(true, bundle.data(), bundle.metadata()))
                .orElseGet(() -> new Reply.Inspection(false, Map.of(), Map.of()));
    }

    private Reply completeness(String code) {
        return switch (language.completeness(code)) {
            case Completeness.Complete() -> new Reply.Completeness("complete", null);
            case Completeness.Incomplete(String indent) -> new Reply.Completeness("incomplete", indent);
            case Completeness.Invalid() -> new Reply.Completeness("invalid", null);
            case Completeness.Unknown() -> new Reply.Completeness("unknown", null);
        };
    }

    private Reply kernelInfo() {
        LanguageInfo info = language.info();
        Map<String, Object> languageInfo = new LinkedHashMap<>();
        languageInfo.put("name", info.name());
        languageInfo.put("version", info.version());
        languageInfo.put("mimetype", info.mediaType());
        languageInfo.put("file_extension", info.fileExtension());
        languageInfo.put("pygments_lexer", info.pygmentsLexer());
        languageInfo.put("codemirror_mode", info.codemirrorMode());
        languageInfo.put("nbconvert_exporter", "script");
        return new Reply.KernelInfo(
                Header.PROTOCOL_VERSION,
                options.implementation(),
                options.implementationVersion(),
                languageInfo,
                info.banner(),
                List.of(),
                List.of("kernel subshells"),
                false);
    }

    private Reply connected() {
        Map<Channel, Integer> ports = options.ports();
        return new Reply.Connected(
                ports.getOrDefault(Channel.SHELL, 0),
                ports.getOrDefault(Channel.IOPUB, 0),
                ports.getOrDefault(Channel.STDIN, 0),
                ports.getOrDefault(Channel.HEARTBEAT, 0),
                ports.getOrDefault(Channel.CONTROL, 0));
    }
}
