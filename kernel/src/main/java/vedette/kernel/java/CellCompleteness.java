package vedette.kernel.java;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.tools.Diagnostic;
import vedette.kernel.Completeness;
import vedette.kernel.magic.CellPart;
import vedette.kernel.magic.CellReader;

/** Whether a console should run a text. */
final class CellCompleteness {

    private static final Set<String> UNFINISHED = Set.of(
            "compiler.err.premature.eof",
            "compiler.err.unclosed.comment",
            "compiler.err.unclosed.text.block",
            "compiler.err.illegal.text.block.open");
    /** What no further line makes right. */
    private static final Set<String> WRONG = Set.of("compiler.err.illegal.char", "compiler.err.illegal.unicode.esc");

    private static final String INDENT = "    ";

    private CellCompleteness() {}

    static Completeness of(Javac javac, String code, Predicate<String> isVariable) {
        Completeness answer = new Completeness.Complete();
        for (CellPart part : CellReader.read(code, isVariable)) {
            answer = switch (part) {
                case CellPart.Code java -> ofJava(javac, java.text());
                case CellPart.Line _ -> new Completeness.Complete();
                // A cell magic ends with a blank line, since only the reader of its body knows when that is whole.
                case CellPart.Whole whole ->
                    whole.body().matches("(?s).*\\n[ \\t]*")
                            ? new Completeness.Complete()
                            : new Completeness.Incomplete("");
            };
            if (!(answer instanceof Completeness.Complete)) {
                return answer;
            }
        }
        return answer;
    }

    private static Completeness ofJava(Javac javac, String code) {
        List<? extends Diagnostic<?>> errors = CellCompiler.parse(javac, code).errors();
        if (errors.isEmpty()) {
            return new Completeness.Complete();
        }
        boolean isUnfinished = errors.stream().noneMatch(error -> WRONG.contains(error.getCode()))
                && errors.stream().anyMatch(error -> UNFINISHED.contains(error.getCode()))
                && errors.stream()
                        .allMatch(error -> UNFINISHED.contains(error.getCode())
                                || error.getPosition() >= code.stripTrailing().length() - 1);
        return isUnfinished
                ? new Completeness.Incomplete(INDENT.repeat(OpenText.of(code).depth()))
                : new Completeness.Invalid();
    }
}
