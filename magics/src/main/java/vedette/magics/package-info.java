/**
 * The magics of hunting: from a cell's text to a connection, and from its answer back to the cell's output.
 *
 * <p>A cell's way: {@code KqlMagic} has {@code KqlCell} read it into queries and commands, each with the {@code Head} that
 * stands before it. A query becomes a {@code Question}, which {@code QueryRunner} takes through parameters, time range,
 * recordings and connection to a {@link vedette.magics.KqlResult}; {@code Asking} puts that into variables and shows it. A
 * command is looked up in {@code Commands}.
 *
 * <p>To add a command, add one entry to the list in {@code Commands}: its action gets a {@code CommandCall}, which gives the
 * words of its line, the options among them, the text below the line, the connection meant, and the session. To add an
 * option, add one line to {@code options.txt} and read it by {@code settings.flag("name")} or its like. Help, completion and
 * the page for users follow.
 */
@NullMarked
package vedette.magics;

import org.jspecify.annotations.NullMarked;
