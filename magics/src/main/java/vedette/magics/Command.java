package vedette.magics;

import java.util.Optional;

/**
 * A command of {@code %kql}: one entry of {@link Commands}, from which running, help, completion and the page for users
 * come.
 *
 * @param name without hyphens, words with underscores
 * @param arguments what may follow it, as help shows it
 * @param summary one sentence on what it does, or what to do instead
 * @param action does it
 */
record Command(String name, String arguments, String summary, Action action) {

    /** What a command does. */
    interface Action {

        /**
         * Runs the command; a value is shown as the cell's.
         *
         * @throws vedette.kernel.CellFailure to end the cell
         */
        Optional<Object> run(CommandCall call);
    }

    /** A command of Kqlmagic's that is no more than a word on what to do instead. */
    static Command instead(String name, String summary) {
        return new Command(name, "", summary, call -> call.print(summary));
    }
}
