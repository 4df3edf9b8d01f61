package vedette.kernel.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.kernel.Completeness;
import vedette.kernel.Completion;
import vedette.kernel.Detail;
import vedette.kernel.Language;
import vedette.kernel.LanguageInfo;
import vedette.kernel.message.CodePoints;
import vedette.kernel.message.Header;
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
    Optional<Reply> answer(Shell shell, RequestContext context, Request request) {
        return switch (request) {
            case Request.Execute execute -> Optional.of(shell.execution().run(context, execute));
            case Request.Complete complete -> Optional.of(complete(complete));
            case Request.Inspect inspect -> Optional.of(inspect(inspect));
            case Request.IsComplete isComplete -> Optional.of(completeness(isComplete.code()));
            case Request.History query -> Optional.of(shell.history().find(query));
            case Request.KernelInfo _ -> Optional.of(kernelInfo());
            case Request.Connect _ -> Optional.of(connected());
            case Request.CommInfo query -> Optional.of(comms.open(query.targetName()));
            case Request.CommOpen open -> {
                comms.opened(context, open);
                yield Optional.empty();
            }
            case Request.CommMessage message -> {
                comms.received(context, message);
                yield Optional.empty();
            }
            case Request.CommClose close -> {
                comms.closed(context, close);
                yield Optional.empty();
            }
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

    private Reply complete(Request.Complete request) {
        Completion found = language.complete(request.code(), CodePoints.toCursor(request.code(), request.cursorPos()));
        int start = CodePoints.of(request.code(), found.start());
        int end = CodePoints.of(request.code(), found.end());
        List<String> matches = found.candidates().stream()
                .map(Completion.Candidate::text)
                .distinct()
                .toList();
        // Clients pair these with the matches by their index.
        Map<String, Reply.TypedMatch> typed = new LinkedHashMap<>();
        for (Completion.Candidate candidate : found.candidates()) {
            String text = candidate.text();
            typed.putIfAbsent(text, new Reply.TypedMatch(start, end, text, candidate.kind(), candidate.signature()));
        }
        Map<String, Object> metadata = Map.of("_jupyter_types_experimental", List.copyOf(typed.values()));
        return new Reply.Completions(matches, start, end, metadata);
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
