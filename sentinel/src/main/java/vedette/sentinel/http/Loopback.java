package vedette.sentinel.http;

import java.util.Locale;

/** Names of this machine. */
public final class Loopback {

    private Loopback() {}

    /** Whether a host is this machine, by its text alone: what a name server says is not trusted with a token. */
    public static boolean is(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.equals("localhost")
                || lower.equals("[::1]")
                || lower.equals("::1")
                || lower.matches("127(\\.\\d{1,3}){3}");
    }
}
