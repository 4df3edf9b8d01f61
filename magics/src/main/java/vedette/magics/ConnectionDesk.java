package vedette.magics;

import java.util.List;
import java.util.Optional;
import vedette.kernel.CellContext.StreamName;
import vedette.kernel.magic.MagicCall;
import vedette.sentinel.ConnectionString;

/** Finds the connections that cells name, and opens those that they describe. */
final class ConnectionDesk {

    private final Connections connections;

    ConnectionDesk(Connections connections) {
        this.connections = connections;
    }

    /** The connection that a cell means by a word before its query, opened where the word is a connection string. */
    Opened resolve(Word word, MagicCall call, Settings settings) {
        String written = word.value();
        Optional<Opened> known = connections.find(written);
        if (known.isPresent()) {
            return known.get();
        }
        if (!ConnectionString.isMeantBy(written)) {
            throw KqlFailure.at(
                    call.cellText(),
                    word.span(),
                    "there is no connection '" + written + "'",
                    connections.advice(written));
        }
        throw KqlFailure.at(
                call.cellText(),
                word.span(),
                "connections to "
                        + ConnectionString.parse(written, name -> Optional.empty())
                                .service() + " cannot be opened yet",
                "");
    }

    /** Makes a connection the one of all cells that name none. */
    void use(Opened connection, MagicCall call) {
        connections.use(connection.name());
        call.cell()
                .print(
                        StreamName.STDOUT,
                        "current connection: " + connection.name() + " ("
                                + connection.connection().description() + ")\n");
    }

    List<String> names() {
        return connections.names();
    }
}
