package vedette.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vedette.display.MimeBundle;
import vedette.kernel.CellContext.StreamName;

/**
 * A language of one-line commands for tests: each line of a cell is a command, and the last {@code value} is the cell's.
 */
final class ScriptedLanguage implements Language {

    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public LanguageInfo info() {
        return new LanguageInfo("script", "1", "text/plain", ".script", "text", "text", "A scripted language");
    }

    @Override
    public Optional<MimeBundle> evaluate(String code, CellContext context) {
        Optional<MimeBundle> value = Optional.empty();
        for (String line : code.lines().toList()) {
            String[] words = line.strip().split(" ", 2);
            value = command(words[0], words.length > 1 ? words[1] : "", context);
        }
        return value;
    }

    private Optional<MimeBundle> command(String name, String argument, CellContext context) {
        switch (name) {
            case "" -> {}
            case "value" -> {
                return Optional.of(MimeBundle.text(argument));
            }
            case "print" -> context.print(StreamName.STDOUT, argument + "\n");
            case "error" -> context.print(StreamName.STDERR, argument + "\n");
            case "lines" -> {
                for (int i = 0; i < Integer.parseInt(argument); i++) {
                    context.print(StreamName.STDOUT, "line " + i + "\n");
                }
            }
            case "characters" -> context.print(StreamName.STDOUT, "x".repeat(Integer.parseInt(argument)));
            case "lone" -> context.print(StreamName.STDOUT, "a\uD83Db\n");
            case "halves" -> {
                context.print(StreamName.STDOUT, "\uD83D");
                context.print(StreamName.STDOUT, "\uDE00\n");
            }
            case "display" -> context.display(MimeBundle.html("<b>" + argument + "</b>", argument));
            case "bytes" -> context.display(MimeBundle.of(MimeBundle.PNG, new byte[] {1, 2, 3}));
            case "numbers" ->
                context.display(MimeBundle.of("application/json", Map.of("nan", Double.NaN, "long", Long.MAX_VALUE)));
            case "show" -> context.display(MimeBundle.text(argument), "id-1");
            case "update" -> context.updateDisplay(MimeBundle.text(argument), "id-1");
            case "clear" -> context.clearOutput(Boolean.parseBoolean(argument));
            case "input" -> {
                return Optional.of(MimeBundle.text(context.readLine(argument, false)));
            }
            case "password" -> {
                return Optional.of(MimeBundle.text(context.readLine(argument, true)));
            }
            case "page" -> context.page(MimeBundle.text(argument));
            case "next" -> context.setNextInput(argument, false);
            case "comm" -> context.comms().open(argument, Comm.Message.of(Map.of("opened", true)));
            case "accept" -> context.comms().accept(argument, ScriptedLanguage::echo);
            case "wait" -> awaitInterrupt(context);
            case "overflow" -> overflow(0);
            case "memory" -> throw new OutOfMemoryError("asked for");
            case "throw" -> throw new IllegalStateException(argument);
            case "later" -> later(argument, context);
            default -> throw new CellFailure("ScriptError", "no command " + name, List.of("no command " + name), null);
        }
        return Optional.empty();
    }

    private static void echo(Comm comm, Comm.Message first) {
        comm.send(first);
        comm.onMessage((same, message) -> {
            if (message.data().containsKey("fail")) {
                throw new CellFailure("EchoError", "asked for", List.of("EchoError: asked for"), null);
            }
            same.send(message);
        });
        comm.onClose((same, message) -> same.send(message));
    }

    private static void awaitInterrupt(CellContext context) {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Cancellation.Registration _ = context.cancellation().onRequest(interrupted::countDown)) {
            context.print(StreamName.STDOUT, "waiting\n");
            if (interrupted.await(30, TimeUnit.SECONDS)) {
                throw new CellFailure("KeyboardInterrupt", "stopped", List.of("stopped"), null);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int overflow(int depth) {
        return depth < 0 ? depth : overflow(depth + 1) + 1;
    }

    /** Prints from a thread of the cell's own when the language is closed at the latest. */
    private static void later(String text, CellContext context) {
        Thread.ofVirtual().start(() -> context.print(StreamName.STDOUT, text + "\n"));
    }

    @Override
    public void call(Runnable code, CellContext context) {
        code.run();
    }

    @Override
    public Completion complete(String code, Cursor cursor) {
        String before = code.substring(0, cursor.charIndex());
        int start = before.lastIndexOf(' ') + 1;
        if (!"print".startsWith(before.substring(start))) {
            return Completion.none(cursor);
        }
        return new Completion(
                List.of(new Completion.Candidate("print", "keyword", "print TEXT")), new Cursor(start), cursor);
    }

    @Override
    public Optional<MimeBundle> inspect(String code, Cursor cursor, Detail detail) {
        return code.startsWith("print") ? Optional.of(MimeBundle.text("print TEXT")) : Optional.empty();
    }

    @Override
    public Completeness completeness(String code) {
        return switch (code) {
            case "print" -> new Completeness.Incomplete("  ");
            case "!" -> new Completeness.Invalid();
            case "?" -> new Completeness.Unknown();
            default -> new Completeness.Complete();
        };
    }

    @Override
    public void close() {
        closed.countDown();
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }
}
