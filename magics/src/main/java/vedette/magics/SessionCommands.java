package vedette.magics;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vedette.kql.Queries;
import vedette.kql.Span;
import vedette.sentinel.credentials.Credentials;
import vedette.sentinel.credentials.SignInSettings;
import vedette.sentinel.credentials.WorkspaceSettings;

/** The commands that change what later cells do. */
final class SessionCommands {

    private SessionCommands() {}

    /** {@code --time 24h}. */
    static Optional<Object> time(CommandCall call) {
        OptionSpec option = OptionTable.get("time");
        String line = call.line();
        if (!line.isEmpty()) {
            Span span = call.order().line();
            try {
                Word word = new Word(line, span);
                call.session()
                        .setDefault(
                                option, OptionValue.of(option, word, call.call().variables()));
            } catch (IllegalArgumentException e) {
                throw call.failure(span, String.valueOf(e.getMessage()), "--time none asks for all time again");
            }
        }
        Optional<Object> usual = call.session().usualTime();
        return call.print(
                usual.isEmpty()
                        ? "queries without a condition on time are asked for all time"
                        : "queries without a condition on time are asked for " + usual.get() + ", now "
                                + ResultLook.range(
                                        AskedTime.of(Settings.NONE.with(option, usual), Instant.now())
                                                .orElseThrow()
                                                .range(),
                                        Instant.now()));
    }

    /** {@code --conn}: all connections; with a name, that one becomes the current one. */
    static Optional<Object> connections(CommandCall call) {
        call.session().local(call.call().variables());
        Optional<Word> name = call.word();
        name.ifPresent(word -> call.session()
                .desk()
                .use(call.session().desk().resolve(word, call.call(), call.settings()), call.call()));
        if (name.isEmpty()) {
            WorkspaceSettings files = call.session().desk().files();
            files.notes().forEach(call::print);
            List<String> waiting = files.connections().keySet().stream()
                    .filter(one -> call.session().connections().find(one).isEmpty())
                    .toList();
            if (!waiting.isEmpty()) {
                call.print("set up in files and not open yet: " + String.join(", ", waiting));
            }
        }
        return name.isPresent()
                ? Optional.empty()
                : CommandCall.listed(call.session().connections().table());
    }

    static Optional<Object> close(CommandCall call) {
        Word name = call.needed("NAME");
        if (!call.session().connections().close(name.value())) {
            throw call.failure(
                    name.span(),
                    name.value().equals(Connections.LOCAL)
                            ? "the local connection cannot be closed"
                            : "there is no connection '" + name.value() + "'",
                    call.session().connections().advice(name.value()));
        }
        return call.print("closed " + name.value() + "; current connection: "
                + call.session().connections().current());
    }

    /** {@code --clear_sso_db}, by Kqlmagic's name. */
    static Optional<Object> forgetSignIns(CommandCall call) {
        try {
            int count = Credentials.forgetKept(SignInSettings.ofProcess());
            return call.print(
                    count == 0
                            ? "no sign-ins are kept"
                            : "deleted " + count + " kept sign-in" + (count == 1 ? "" : "s")
                                    + "; open connections stay signed in until the kernel ends");
        } catch (IOException e) {
            throw call.failure(
                    call.order().nameSpan(),
                    "a kept sign-in cannot be deleted: " + e.getMessage(),
                    "delete that file yourself");
        }
    }

    /** {@code --submit}, which is what a cell does without it. */
    static Optional<Object> submit(CommandCall call) {
        int start = call.order().line().start();
        int end = call.order().below().end();
        List<Span> queries = Queries.split(call.call().cellText().substring(start, end), Queries.Split.NONE);
        if (queries.isEmpty()) {
            throw KqlFailure.of("there is no query; write one, for example SecurityEvent | take 10");
        }
        Span span = new Span(
                start + queries.getFirst().start(), start + queries.getFirst().end());
        return Asking.run(
                call.session(), call.call(), new KqlCell.Query(call.order().head(), span, false));
    }
}
