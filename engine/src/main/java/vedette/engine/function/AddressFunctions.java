package vedette.engine.function;

import static vedette.engine.function.StringFunctions.l;
import static vedette.engine.function.StringFunctions.s;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of IP addresses. Addresses never reach a resolver: only literals are read. */
final class AddressFunctions {

    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
    private static final Pattern IPV4_IN_TEXT =
            Pattern.compile("(?<![\\p{L}\\p{N}.])\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\p{L}\\p{N}])(?!\\.\\d)");
    private static final List<String> PRIVATE = List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");

    private AddressFunctions() {}

    /** An address with the length of its network prefix, as 128 bits; IPv4 stands in the last 32. */
    private record Address(BigInteger bits, int prefix) {

        Address masked(int length) {
            BigInteger mask =
                    BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE).shiftRight(128 - length);
            return new Address(bits.and(mask.shiftLeft(128 - length)), length);
        }
    }

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("parse_ipv4", "s:l", a -> ipv4(s(a, 0), null)),
                new JavaFunction("parse_ipv4_mask", "sl:l", a -> ipv4(s(a, 0), l(a, 1))),
                new JavaFunction("format_ipv4", "gl?:s", a -> formatIpv4(a[0], l(a, 1), false)),
                new JavaFunction("format_ipv4_mask", "gl?:s", a -> formatIpv4(a[0], l(a, 1), true)),
                new JavaFunction(
                        "ipv4_is_private",
                        "s:b",
                        a -> ipv4(s(a, 0), null) == null
                                ? null
                                : (Boolean) PRIVATE.stream()
                                        .anyMatch(range -> Boolean.TRUE.equals(inRange(s(a, 0), range, true)))),
                new JavaFunction("ipv4_is_in_range", "ss:b", a -> inRange(s(a, 0), s(a, 1), true)),
                new JavaFunction("ipv4_is_in_any_range", "sj*:b", a -> inAnyRange(a, true)),
                new JavaFunction("ipv4_is_match", "ssl?:b", a -> match(compare(s(a, 0), s(a, 1), l(a, 2), true))),
                new JavaFunction("ipv4_compare", "ssl?:l", a -> compare(s(a, 0), s(a, 1), l(a, 2), true)),
                new JavaFunction("ipv4_netmask_suffix", "s:l", a -> suffix(s(a, 0))),
                new JavaFunction(
                        "ipv4_range_to_cidr_list", "ss:j", a -> cidrs(ipv4(s(a, 0), null), ipv4(s(a, 1), null))),
                new JavaFunction("ipv6_is_in_range", "ss:b", a -> inRange(s(a, 0), s(a, 1), false)),
                new JavaFunction("ipv6_is_in_any_range", "sj*:b", a -> inAnyRange(a, false)),
                new JavaFunction("ipv6_is_match", "ssl?:b", a -> match(compare(s(a, 0), s(a, 1), l(a, 2), false))),
                new JavaFunction("ipv6_compare", "ssl?:l", a -> compare(s(a, 0), s(a, 1), l(a, 2), false)),
                new JavaFunction("parse_ipv6", "s:s", a -> ipv6(s(a, 0), null)),
                new JavaFunction("parse_ipv6_mask", "sl:s", a -> ipv6(s(a, 0), l(a, 1))),
                new JavaFunction("has_ipv4", "ss:b", a -> hasIpv4(s(a, 0), s(a, 1), false)),
                new JavaFunction("has_ipv4_prefix", "ss:b", a -> hasIpv4(s(a, 0), s(a, 1), true)),
                new JavaFunction("has_any_ipv4", "sj*:b", a -> hasAny(a, false)),
                new JavaFunction("has_any_ipv4_prefix", "sj*:b", a -> hasAny(a, true)));
    }

    private static @Nullable Address address(String text, boolean onlyIpv4) {
        Matcher ipv4 = IPV4.matcher(text.strip());
        if (ipv4.matches()) {
            long bits = 0;
            for (int i = 1; i <= 4; i++) {
                int part = Integer.parseInt(ipv4.group(i));
                if (part > 255) {
                    return null;
                }
                bits = bits << 8 | part;
            }
            int prefix = ipv4.group(5) == null ? 32 : Integer.parseInt(ipv4.group(5));
            BigInteger mapped =
                    BigInteger.valueOf(onlyIpv4 ? 0 : 0xffff).shiftLeft(32).or(BigInteger.valueOf(bits));
            return prefix > 32 ? null : new Address(mapped, 96 + prefix);
        }
        return onlyIpv4 ? null : ipv6Address(text.strip());
    }

    private static @Nullable Address ipv6Address(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!literal.contains(":") || !literal.matches("[0-9a-fA-F:.]*")) {
            return null;
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            BigInteger bits = new BigInteger(1, bytes);
            if (bytes.length == 4) {
                bits = BigInteger.valueOf(0xffff).shiftLeft(32).or(bits);
            }
            int prefix = slash < 0 ? 128 : Integer.parseInt(text.substring(slash + 1));
            return prefix < 0 || prefix > 128 ? null : new Address(bits, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long ipv4(String text, @Nullable Long prefix) {
        Address address = address(text, true);
        if (address == null || (prefix != null && (prefix < 0 || prefix > 32))) {
            return null;
        }
        int length = Math.min(address.prefix, prefix == null ? 128 : 96 + prefix.intValue());
        return address.masked(length).bits.longValue();
    }

    private static String formatIpv4(@Nullable Object ip, @Nullable Long prefix, boolean withMask) {
        String text = ip == null ? "" : ip.toString();
        Long value = text.matches("\\d+") ? Values.toLong(text) : ipv4(text, null);
        if (value == null || value < 0 || value > 0xffffffffL || (prefix != null && (prefix < 0 || prefix > 32))) {
            return "";
        }
        Long own = text.matches("\\d+") ? Long.valueOf(32) : suffix(text);
        long length = Math.min(own == null ? 32 : own, prefix == null ? 32 : prefix);
        long masked = length == 0 ? 0 : value & (0xffffffffL << (32 - length)) & 0xffffffffL;
        return dotted(masked) + (withMask ? "/" + length : "");
    }

    private static String dotted(long bits) {
        return (bits >> 24 & 255) + "." + (bits >> 16 & 255) + "." + (bits >> 8 & 255) + "." + (bits & 255);
    }

    private static @Nullable Long suffix(String text) {
        Address address = address(text, true);
        return address == null ? null : (Long) (long) (address.prefix - 96);
    }

    private static @Nullable Boolean inRange(String text, String range, boolean onlyIpv4) {
        Address address = address(text, onlyIpv4);
        Address network = address(range, onlyIpv4);
        if (address == null || network == null) {
            return null;
        }
        return address.masked(network.prefix).bits.equals(network.masked(network.prefix).bits);
    }

    private static @Nullable Boolean inAnyRange(@Nullable Object[] a, boolean onlyIpv4) {
        Boolean result = null;
        for (Object range : items(a)) {
            Boolean inside = inRange(s(a, 0), Values.text(range), onlyIpv4);
            if (Boolean.TRUE.equals(inside)) {
                return true;
            }
            result = inside == null ? result : inside;
        }
        return result;
    }

    private static List<@Nullable Object> items(@Nullable Object[] a) {
        List<@Nullable Object> items = new ArrayList<>();
        for (int i = 1; i < a.length; i++) {
            if (a[i] instanceof List<?> list) {
                items.addAll(list);
            } else {
                items.add(a[i]);
            }
        }
        return items;
    }

    private static @Nullable Boolean match(@Nullable Long comparison) {
        return comparison == null ? null : (Boolean) (comparison == 0);
    }

    private static @Nullable Long compare(String a, String b, @Nullable Long prefix, boolean onlyIpv4) {
        Address x = address(a, onlyIpv4);
        Address y = address(b, onlyIpv4);
        int most = onlyIpv4 ? 32 : 128;
        if (x == null || y == null || (prefix != null && (prefix < 0 || prefix > most))) {
            return null;
        }
        int length = Math.min(Math.min(x.prefix, y.prefix), prefix == null ? 128 : 128 - most + prefix.intValue());
        return (long) x.masked(length).bits.compareTo(y.masked(length).bits);
    }

    private static String ipv6(String text, @Nullable Long prefix) {
        Address address = address(text, false);
        if (address == null || (prefix != null && (prefix < 0 || prefix > 128))) {
            return "";
        }
        BigInteger bits = address.masked(Math.min(address.prefix, prefix == null ? 128 : prefix.intValue())).bits;
        StringBuilder out = new StringBuilder();
        for (int shift = 112; shift >= 0; shift -= 16) {
            out.append(shift == 112 ? "" : ":")
                    .append(String.format(
                            java.util.Locale.ROOT,
                            "%04x",
                            bits.shiftRight(shift).intValue() & 0xffff));
        }
        return out.toString();
    }

    private static @Nullable List<Object> cidrs(@Nullable Long from, @Nullable Long to) {
        if (from == null || to == null || from > to) {
            return null;
        }
        List<Object> list = new ArrayList<>();
        long at = from;
        while (at <= to) {
            int bits = at == 0 ? 32 : Math.min(32, Long.numberOfTrailingZeros(at));
            while (bits > 0 && at + (1L << bits) - 1 > to) {
                bits--;
            }
            list.add(dotted(at) + "/" + (32 - bits));
            at += 1L << bits;
        }
        return list;
    }

    private static boolean hasIpv4(String text, String wanted, boolean prefix) {
        if (!prefix && address(wanted, true) == null) {
            return false;
        }
        Matcher found = IPV4_IN_TEXT.matcher(text);
        while (found.find()) {
            if (address(found.group(), true) != null
                    && (prefix
                            ? found.group().startsWith(wanted)
                            : found.group().equals(wanted))) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasAny(@Nullable Object[] a, boolean prefix) {
        return items(a).stream().anyMatch(ip -> hasIpv4(s(a, 0), Values.text(ip), prefix));
    }
}
