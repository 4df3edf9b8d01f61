package vedette.engine.function;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Functions on bytes: encodings, digests, compression. */
final class Bytes {

    private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
    private static final int MAX_INFLATED = 64 << 20;

    private Bytes() {}

    static List<JavaFunction> all() {
        return List.of(
                new JavaFunction("base64_encode_tostring", "s:s", a -> encode(utf8((String) arg(a)))),
                new JavaFunction("base64_decode_tostring", "s:s", a -> text(decode((String) arg(a)))),
                new JavaFunction("base64_decode_toarray", "s:j", a -> array(decode((String) arg(a)))),
                new JavaFunction("base64_encode_fromarray", "j:s", a -> encode(bytes(a[0]))),
                new JavaFunction("base64_decode_toguid", "s:g", a -> guid(decode((String) arg(a)))),
                new JavaFunction(
                        "base64_encode_fromguid", "g:s", a -> a[0] == null ? "" : encode(guidBytes((String) a[0]))),
                new JavaFunction("url_encode", "s:s", a -> urlEncode((String) arg(a))),
                new JavaFunction(
                        "url_encode_component",
                        "s:s",
                        a -> urlEncode((String) arg(a)).replace("+", "%20").replace("%7e", "~")),
                new JavaFunction("url_decode", "s:s", a -> urlDecode((String) arg(a))),
                new JavaFunction("hash_md5", "s:s", a -> digest("MD5", (String) arg(a))),
                new JavaFunction("hash_sha1", "s:s", a -> digest("SHA-1", (String) arg(a))),
                new JavaFunction("hash_sha256", "s:s", a -> digest("SHA-256", (String) arg(a))),
                new JavaFunction("_hash_xxhash64", "sl?:l", a -> XxHash64.hash(utf8((String) arg(a)), a[1])),
                new JavaFunction("gzip_compress_to_base64_string", "s:s", a -> encode(gzip(utf8((String) arg(a))))),
                new JavaFunction(
                        "gzip_decompress_from_base64_string", "s:s", a -> text(gunzip(decode((String) arg(a))))),
                new JavaFunction("zlib_compress_to_base64_string", "s:s", a -> encode(deflate(utf8((String) arg(a))))),
                new JavaFunction(
                        "zlib_decompress_from_base64_string", "s:s", a -> text(inflate(decode((String) arg(a))))));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Object arg(@Nullable Object[] arguments) {
        Object first = arguments[0];
        return first == null ? "" : first;
    }

    private static String encode(byte @Nullable [] bytes) {
        return bytes == null ? "" : Base64.getEncoder().encodeToString(bytes);
    }

    private static byte @Nullable [] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** What is no UTF-8 is empty. */
    private static String text(byte @Nullable [] bytes) {
        if (bytes == null) {
            return "";
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }

    private static @Nullable List<Object> array(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        List<Object> list = new ArrayList<>();
        for (byte b : bytes) {
            list.add((long) (b & 0xff));
        }
        return list;
    }

    private static byte @Nullable [] bytes(@Nullable Object array) {
        if (!(array instanceof List<?> list)) {
            return null;
        }
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            if (!(list.get(i) instanceof Long value) || value < 0 || value > 255) {
                return null;
            }
            bytes[i] = value.byteValue();
        }
        return bytes;
    }

    /** A GUID's bytes stand as Windows keeps them: the first three fields little-endian. */
    private static @Nullable String guid(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length != 16) {
            return null;
        }
        String hex = HexFormat.of().formatHex(swap(bytes));
        return Values.toGuid(hex);
    }

    private static byte[] guidBytes(String guid) {
        return swap(HexFormat.of().parseHex(guid.replace("-", "")));
    }

    private static byte[] swap(byte[] b) {
        return new byte[] {
            b[3], b[2], b[1], b[0], b[5], b[4], b[7], b[6], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
        };
    }

    /** The digits of a code are small letters. */
    private static String urlEncode(String text) {
        return PERCENT.matcher(URLEncoder.encode(text, StandardCharsets.UTF_8))
                .replaceAll(code -> code.group().toLowerCase(Locale.ROOT));
    }

    private static String urlDecode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String digest(String algorithm, String text) {
        if (text.isEmpty()) {
            return "";
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(utf8(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static byte @Nullable [] gunzip(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(MAX_INFLATED);
        } catch (IOException e) {
            return null;
        }
    }

    private static byte[] deflate(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out, new Deflater())) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return out.toByteArray();
    }

    private static byte @Nullable [] inflate(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(MAX_INFLATED);
        } catch (IOException e) {
            return null;
        }
    }
}
