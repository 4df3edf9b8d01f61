package vedette.sentinel.management;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * An address of Azure's management. Immutable.
 *
 * @param text the whole address, escaped
 */
record ArmUrl(String text) {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String UNRESERVED = "-._~";

    /** A name that comes after a slash; whatever it holds stays one name. */
    ArmUrl segment(String name) {
        checkSegment("name", name);
        return new ArmUrl(text + "/" + escape(name));
    }

    /** A parameter behind the question mark. */
    ArmUrl parameter(String name, String value) {
        return new ArmUrl(text + (text.indexOf('?') < 0 ? "?" : "&") + escape(name) + "=" + escape(value));
    }

    /** Whether an address that a service named leads to where tokens may be sent: the same scheme, host and port. */
    boolean isSameServer(String other) {
        URI mine = URI.create(text);
        URI theirs;
        try {
            theirs = URI.create(other);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return theirs.getHost() != null
                && theirs.getRawUserInfo() == null
                && mine.getScheme().equalsIgnoreCase(theirs.getScheme())
                && mine.getHost().equalsIgnoreCase(theirs.getHost())
                && port(mine) == port(theirs);
    }

    private static int port(URI address) {
        int usual = "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 ? usual : address.getPort();
    }

    /** Percent-encodes all that could mean something in an address. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                out.append(c);
            } else {
                out.append('%').append(HEX.toHexDigits(b));
            }
        }
        return out.toString();
    }

    /** Refuses what no escaping makes a name of: servers resolve dots even when they are escaped. */
    static void checkSegment(String what, String name) {
        if (name.isBlank() || name.equals(".") || name.equals("..")) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "'%s' is no %s; give one that is not empty and no dots only", name, what));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
