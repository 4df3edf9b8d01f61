package vedette.kql.binder;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.frame.KqlType;
import vedette.frame.Ticks;
import vedette.kql.ProblemCode;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Literals;
import vedette.kql.syntax.Token;

/** What literals are worth. */
final class LiteralBinder {

    private static final Pattern TYPED = Pattern.compile("([a-z]+)\\s*\\((.*)\\)", Pattern.DOTALL);

    private LiteralBinder() {}

    static Scalar.Constant bind(Expression.Literal literal) {
        Token token = literal.tokens().getFirst();
        return switch (literal.kind()) {
            case STRING -> string(literal);
            case LONG -> wholeNumber(token);
            case REAL -> new Scalar.Constant(KqlType.REAL, Double.parseDouble(token.text()));
            case TIMESPAN -> value(KqlType.TIMESPAN, token.text()).orElseThrow(() -> malformed(token, "timespan"));
            case TYPED -> typed(token);
            case DYNAMIC -> dynamic(token);
            case WORD, SYMBOL, UNKNOWN, MISSING, END ->
                throw new IllegalArgumentException("token must be a literal: " + token);
        };
    }

    private static Scalar.Constant string(Expression.Literal literal) {
        StringBuilder text = new StringBuilder();
        literal.tokens().forEach(part -> text.append(Literals.string(part.text())));
        return Scalar.Constant.of(text.toString());
    }

    private static Scalar.Constant wholeNumber(Token token) {
        String text = token.text();
        boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
        BigInteger value = hexadecimal ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
        if (value.bitLength() > (hexadecimal ? 64 : 63)) {
            throw malformed(token, "long");
        }
        return Scalar.Constant.of(value.longValue());
    }

    private static BindFailure malformed(Token token, String type) {
        return BindFailure.of(ProblemCode.MALFORMED_LITERAL, token, token.text(), type);
    }

    private static Scalar.Constant typed(Token token) {
        Matcher matcher = TYPED.matcher(token.text());
        if (!matcher.matches()) {
            throw new IllegalStateException("typed literal must have parentheses: " + token);
        }
        KqlType type = KqlType.named(matcher.group(1)).orElseThrow();
        String inner = unquoted(matcher.group(2).strip());
        if (inner.equals("null") || (inner.isEmpty() && type != KqlType.STRING)) {
            return new Scalar.Constant(type, null);
        }
        return value(type, inner).orElseThrow(() -> malformed(token, type.kqlName()));
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"));
        return quoted ? Literals.string(text) : text;
    }

    private static Optional<Scalar.Constant> value(KqlType type, String text) {
        Optional<?> value = switch (type) {
            case BOOL -> bool(text);
            case DATETIME -> boxed(Ticks.parseDatetime(text));
            case TIMESPAN -> boxed(Ticks.parseTimespan(text));
            case INT -> number(text).filter(number -> number.bitLength() <= 31).map(BigInteger::intValue);
            case LONG -> number(text).filter(number -> number.bitLength() <= 63).map(BigInteger::longValue);
            case REAL -> real(text);
            case DECIMAL -> decimal(text);
            case GUID -> guid(text);
            case DYNAMIC, STRING -> Optional.empty();
        };
        return value.map(found -> new Scalar.Constant(type, found));
    }

    private static Optional<Long> boxed(OptionalLong ticks) {
        return ticks.isPresent() ? Optional.of(ticks.getAsLong()) : Optional.empty();
    }

    private static Optional<Boolean> bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<BigInteger> number(String text) {
        try {
            boolean hexadecimal = text.startsWith("0x") || text.startsWith("0X");
            return Optional.of(hexadecimal ? new BigInteger(text.substring(2), 16) : new BigInteger(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Double> real(String text) {
        try {
            return switch (text) {
                case "nan", "NaN" -> Optional.of(Double.NaN);
                case "+inf", "inf" -> Optional.of(Double.POSITIVE_INFINITY);
                case "-inf" -> Optional.of(Double.NEGATIVE_INFINITY);
                default -> Optional.of(Double.parseDouble(text));
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<UUID> guid(String text) {
        try {
            String digits = text.replaceAll("[-{}()]", "");
            if (!digits.matches("[0-9a-fA-F]{32}")) {
                return Optional.empty();
            }
            return Optional.of(new UUID(
                    Long.parseUnsignedLong(digits.substring(0, 16), 16),
                    Long.parseUnsignedLong(digits.substring(16), 16)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Scalar.Constant dynamic(Token token) {
        String text = token.text();
        String inner = text.substring(text.indexOf('(') + 1, text.length() - 1).strip();
        return new DynamicLiteral(inner)
                .json()
                .map(json -> new Scalar.Constant(KqlType.DYNAMIC, json.equals("null") ? null : json))
                .orElseThrow(() -> malformed(token, "dynamic value"));
    }
}
