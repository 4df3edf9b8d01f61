package vedette.kql.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One signature of a function.
 *
 * @param name what it is called
 * @param kind where it may stand
 * @param parameters what it takes
 * @param result a type's name, {@code =n} for the type of argument n, {@code =common}, or {@code =type}
 */
public record FunctionSpec(String name, Kind kind, List<Parameter> parameters, String result) {

    private static final Pattern SIGNATURE = Pattern.compile("(\\w+)\\((.*)\\): (=?\\w+)");
    private static final Pattern PARAMETER = Pattern.compile("(\\*?)(\\w+)(\\?|\\.\\.\\.)?: (\\w+)");

    /** Where a function may stand. */
    public enum Kind {
        /** Anywhere. */
        SCALAR,
        /** In {@code summarize} and {@code make-series}. */
        AGGREGATE,
        /** Over rows in an order. */
        WINDOW
    }

    /**
     * A parameter.
     *
     * @param type a type's name, or {@code number}, {@code any}, {@code typeof}
     * @param isOptional whether it may be left out
     * @param isRepeated whether it may be given several times
     * @param isCommon whether its type is one of those that the result has in common
     */
    public record Parameter(String name, String type, boolean isOptional, boolean isRepeated, boolean isCommon) {}

    /** Reads a line of a catalogue file. */
    static FunctionSpec parse(String line, Kind kind) {
        Matcher signature = SIGNATURE.matcher(line);
        if (!signature.matches()) {
            throw new IllegalArgumentException("line must be a signature: " + line);
        }
        List<Parameter> parameters = new ArrayList<>();
        Matcher parameter = PARAMETER.matcher(signature.group(2));
        boolean common = false;
        while (parameter.find()) {
            common |= !parameter.group(1).isEmpty();
            parameters.add(new Parameter(
                    parameter.group(2),
                    parameter.group(4),
                    "?".equals(parameter.group(3)),
                    "...".equals(parameter.group(3)),
                    common));
        }
        return new FunctionSpec(signature.group(1), kind, List.copyOf(parameters), signature.group(3));
    }

    /** How it is written in its catalogue: {@code substring(text: string, start: long, length?: long): string}. */
    public String signature() {
        return parameters.stream()
                .map(parameter -> parameter.name()
                        + (parameter.isOptional() ? "?" : parameter.isRepeated() ? "..." : "")
                        + ": " + parameter.type())
                .collect(Collectors.joining(", ", name + "(", "): " + shownResult()));
    }

    private String shownResult() {
        if (!result.startsWith("=")) {
            return result;
        }
        return result.length() > 1 && Character.isDigit(result.charAt(1))
                ? parameters.get(Integer.parseInt(result.substring(1)) - 1).type()
                : "any";
    }

    /** The fewest arguments that it takes. */
    public int fewestArguments() {
        return (int)
                parameters.stream().filter(parameter -> !parameter.isOptional).count();
    }

    /** The most arguments that it takes. */
    public int mostArguments() {
        return parameters.stream().anyMatch(Parameter::isRepeated) ? Integer.MAX_VALUE : parameters.size();
    }

    /** The parameter that takes an argument, counted from 0; a repeated parameter takes all that are left. */
    public Parameter parameterOf(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }
}
