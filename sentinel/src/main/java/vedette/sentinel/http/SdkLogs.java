package vedette.sentinel.http;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Microsoft's libraries log each failure as severe, several times, also those after which the next try works. Ours are
 * told once, by exceptions. Whoever sets a level for these loggers keeps it.
 */
public final class SdkLogs {

    /** Held here, because a logger that nobody holds forgets its level. */
    private static final List<Logger> LOGGERS =
            List.of(Logger.getLogger("com.azure"), Logger.getLogger("com.microsoft.aad.msal4j"));

    private SdkLogs() {}

    /** Turns them off; called before each first use of one of the libraries. */
    public static void quiet() {
        LOGGERS.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.OFF));
    }
}
