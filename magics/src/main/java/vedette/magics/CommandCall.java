package vedette.magics;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.Table;
import vedette.display.Escape;
import vedette.frame.TableLook;
import vedette.frame.TableRenderer;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.CellFailure;
import vedette.kernel.magic.MagicCall;
import vedette.kernel.magic.Shown;
import vedette.kql.Span;

/**
 * One call of a command.
 *
 * @param session what the kernel's cells share
 * @param call the cell
 * @param order where the command, its line and what stands below it are in the cell
 */
record CommandCall(KqlSession session, MagicCall call, KqlCell.Order order) {

    /** The words of the command's line, options of the table left out. */
    List<Word> words() {
        Words words =
                new Words(call.cellText(), order.line().start(), order.line().end());
        List<Word> plain = new ArrayList<>();
        while (true) {
            Head head = new HeadReader(call.cellText(), words, name -> false).readOptions();
            if (words.skip().atEnd() || !head.targets().isEmpty()) {
                return plain;
            }
            words.next().ifPresent(plain::add);
        }
    }

    /** The one word that the command takes; empty where there is none. */
    Optional<Word> word() {
        List<Word> words = words();
        if (words.size() > 1) {
            throw failure(words.get(1).span(), "--" + order.name() + " takes one word", "");
        }
        return words.stream().findFirst();
    }

    /** The one word that the command needs. */
    Word needed(String what) {
        return word().orElseThrow(() -> failure(
                order.nameSpan(), "--" + order.name() + " needs " + what, "write --" + order.name() + " " + what));
    }

    /** The file or folder that a word names, in the folder that the kernel's magics work in. */
    Path path(Word word) {
        try {
            return call.workplace().resolve(word.value());
        } catch (InvalidPathException e) {
            throw failure(word.span(), "'" + word.value() + "' is no path: " + e.getReason(), "");
        }
    }

    /** The options of the table that stand before the command or on its line, over the notebook's. */
    Settings settings() {
        List<Head.Setting> options = head().options();
        session.explain(options, call.cell());
        return session.usual().plus(OptionValue.of(options, call.variables(), call.cellText()));
    }

    /** What stands before the command, with the options of its line. */
    Head head() {
        List<Head.Setting> options = new ArrayList<>(order.head().options());
        Words words =
                new Words(call.cellText(), order.line().start(), order.line().end());
        while (!words.skip().atEnd()) {
            options.addAll(new HeadReader(call.cellText(), words, name -> false)
                    .readOptions()
                    .options());
            words.next();
        }
        Head head = order.head();
        return new Head(head.connection(), head.targets(), head.isShown(), options, head.properties());
    }

    /** The command's line behind its name, as it stands. */
    String line() {
        return text(order.line()).strip();
    }

    /** What stands below the command's line, as it stands. */
    String below() {
        return text(order.below());
    }

    private String text(Span span) {
        return call.cellText().substring(span.start(), span.end());
    }

    /** The connection that the command is about: the one before it, by option, or the current one. */
    Opened connection() {
        Settings settings = settings();
        Opened current = session.current(call.variables());
        return order.head()
                .connection()
                .or(() -> settings.text("conn").map(name -> new Word(name, order.nameSpan())))
                .map(word -> session.desk().resolve(word, call, settings))
                .orElse(current);
    }

    /** A frame as a command's value, all of its rows shown: whoever asks for a list wants all of it. */
    static Optional<Object> listed(Table table) {
        return Optional.of(
                new Shown(table, TableRenderer.render(table, TableLook.USUAL.withMostRows(table.rowCount()))));
    }

    /** Shows a line, and gives no value. */
    Optional<Object> print(String line) {
        call.cell().print(StreamName.STDOUT, Escape.visible(line) + "\n");
        return Optional.empty();
    }

    /** A failure under a stretch of the cell. */
    CellFailure failure(Span span, String message, String advice) {
        return KqlFailure.at(call.cellText(), span, message, advice);
    }
}
