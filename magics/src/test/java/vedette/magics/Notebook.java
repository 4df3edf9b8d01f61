package vedette.magics;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import vedette.display.MimeBundle;
import vedette.display.Renderers;
import vedette.kernel.CellFailure;
import vedette.kernel.java.JavaLanguage;

/** A notebook's cells, evaluated by the language that a kernel runs. */
final class Notebook implements AutoCloseable {

    final RecordingCell cell = new RecordingCell();
    private final JavaLanguage language;

    Notebook() {
        this(new KqlLibrary());
    }

    Notebook(KqlLibrary library) {
        language = JavaLanguage.builder()
                .renderers(Renderers.load(Notebook.class.getClassLoader()))
                .magics(List.of(library))
                .build();
    }

    /** Runs a cell that may have a result. */
    void run(String code) {
        language.evaluate(code, cell);
    }

    /** A cell's result. */
    MimeBundle bundle(String code) {
        return language.evaluate(code, cell).orElseThrow();
    }

    /** A cell's result as plain text. */
    String text(String code) {
        return bundle(code).text().orElseThrow();
    }

    /** How a cell fails. */
    CellFailure failure(String code) {
        return catchThrowableOfType(CellFailure.class, () -> language.evaluate(code, cell));
    }

    /** How a cell fails, as it is shown. */
    String traceback(String code) {
        return String.join("\n", failure(code).traceback());
    }

    /** What a cell prints. */
    String printed(String code) {
        int before = cell.stdout().length();
        run(code);
        return cell.stdout().substring(before);
    }

    @Override
    public void close() {
        language.close();
    }
}
