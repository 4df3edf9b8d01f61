package vedette.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellFailure;

/** How a magic refuses arguments that it cannot take. */
public final class UsageError {

    private UsageError() {}

    /**
     * A failure that says what is wrong and where help is.
     *
     * @param magic its name with its sign
     */
    public static CellFailure of(String magic, String problem) {
        return of(magic, List.of(problem), null);
    }

    static CellFailure of(String magic, List<String> problem, @Nullable Throwable cause) {
        String help = "%help " + magic.replace("%", "") + " tells how it is used";
        List<String> lines = new ArrayList<>(problem);
        lines.add(help);
        return new CellFailure("UsageError", lines.getFirst() + " (" + help + ")", lines, cause);
    }
}
