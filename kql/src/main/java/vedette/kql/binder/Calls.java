package vedette.kql.binder;

import java.util.ArrayList;
import java.util.List;
import vedette.frame.KqlType;
import vedette.kql.ProblemCode;
import vedette.kql.catalogue.FunctionSpec;
import vedette.kql.catalogue.FunctionSpec.Parameter;
import vedette.kql.plan.Scalar;
import vedette.kql.syntax.Element;
import vedette.kql.syntax.Expression;
import vedette.kql.syntax.Separated;
import vedette.kql.syntax.Token;
import vedette.kql.syntax.TokenKind;

/** Chooses the overload of a function that takes the arguments, and the type of its result. */
final class Calls {

    private Calls() {}

    /** A call with its arguments converted and its type known. */
    record Resolved(FunctionSpec function, List<Scalar> arguments, KqlType type) {

        Scalar.Call call() {
            return new Scalar.Call(function.name(), arguments, type);
        }
    }

    /** The call that a function's bare name is where the function takes nothing. */
    static Expression.Call withoutArguments(Expression.Name function) {
        Token nothing = new Token(TokenKind.MISSING, "", "", function.span().end());
        return new Expression.Call(function, nothing, new Separated<>(List.of(), List.of()), nothing);
    }

    /** The first overload that takes the arguments; a failure says what the last one needs. */
    static Resolved resolve(List<FunctionSpec> overloads, List<Scalar> arguments, Element place) {
        for (FunctionSpec overload : overloads) {
            if (fits(overload, arguments)) {
                return resolved(overload, arguments);
            }
        }
        throw mismatch(overloads, arguments, place);
    }

    private static boolean fits(FunctionSpec function, List<Scalar> arguments) {
        if (arguments.size() < function.fewestArguments() || arguments.size() > function.mostArguments()) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!Types.accepts(function.parameterOf(i).type(), arguments.get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static BindFailure mismatch(List<FunctionSpec> overloads, List<Scalar> arguments, Element place) {
        String name = overloads.getFirst().name();
        List<FunctionSpec> counted = overloads.stream()
                .filter(function ->
                        arguments.size() >= function.fewestArguments() && arguments.size() <= function.mostArguments())
                .toList();
        if (counted.isEmpty()) {
            return BindFailure.of(
                    ProblemCode.ARGUMENT_COUNT,
                    place,
                    name + "()",
                    wanted(overloads),
                    String.valueOf(arguments.size()));
        }
        FunctionSpec last = counted.getLast();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = last.parameterOf(i);
            KqlType type = arguments.get(i).type();
            if (!Types.accepts(parameter.type(), type)) {
                return BindFailure.of(
                        ProblemCode.WRONG_TYPE,
                        place,
                        "argument '" + parameter.name() + "' of " + name + "()",
                        parameter.type(),
                        type,
                        parameter.type().equals("string") ? "convert it with tostring()" : "");
            }
        }
        throw new IllegalStateException("overload must differ in an argument: " + last);
    }

    private static String wanted(List<FunctionSpec> overloads) {
        int fewest =
                overloads.stream().mapToInt(FunctionSpec::fewestArguments).min().orElseThrow();
        int most =
                overloads.stream().mapToInt(FunctionSpec::mostArguments).max().orElseThrow();
        String count = fewest == most
                ? String.valueOf(fewest)
                : most == Integer.MAX_VALUE ? "at least " + fewest : fewest + " to " + most;
        return count + (count.equals("1") ? " argument" : " arguments");
    }

    private static Resolved resolved(FunctionSpec function, List<Scalar> arguments) {
        List<KqlType> common = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (function.parameterOf(i).isCommon()) {
                common.add(arguments.get(i).type());
            }
        }
        KqlType result = result(function, arguments, common);
        List<Scalar> converted = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Parameter parameter = function.parameterOf(i);
            converted.add(
                    parameter.isCommon() && !result.isNumeric()
                            ? Types.converted(arguments.get(i), result)
                            : argument(arguments.get(i), parameter.type()));
        }
        return new Resolved(function, List.copyOf(converted), result);
    }

    /** Dynamic values become what the parameter wants; all other conversions are the engine's business. */
    private static Scalar argument(Scalar argument, String parameter) {
        if (argument.type() != KqlType.DYNAMIC) {
            return argument;
        }
        return switch (parameter) {
            case "any", "typeof", "dynamic" -> argument;
            case "number" -> Types.converted(argument, KqlType.REAL);
            default ->
                KqlType.named(parameter)
                        .map(type -> Types.converted(argument, type))
                        .orElse(argument);
        };
    }

    private static KqlType result(FunctionSpec function, List<Scalar> arguments, List<KqlType> common) {
        String result = function.result();
        if (result.equals("=common")) {
            return Types.common(
                    common.isEmpty() ? arguments.stream().map(Scalar::type).toList() : common);
        }
        if (result.startsWith("=")) {
            KqlType type =
                    arguments.get(Integer.parseInt(result.substring(1)) - 1).type();
            return function.parameterOf(0).type().equals("number") && type == KqlType.DYNAMIC ? KqlType.REAL : type;
        }
        return KqlType.named(result).orElseThrow();
    }
}
