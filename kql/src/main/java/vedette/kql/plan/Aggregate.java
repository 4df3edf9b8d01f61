package vedette.kql.plan;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.stream.Collectors;
import vedette.frame.KqlType;

/**
 * An aggregate function applied to the rows of a group, with one value as result: {@code sum}, {@code dcountif},
 * {@code make_list} and so on by their KQL names. Aggregates with several results come apart into one for each.
 */
public record Aggregate(String function, List<Scalar> arguments, KqlType type) {

    public Aggregate {
        requireNonNull(function, "function is null");
        requireNonNull(type, "type is null");
        arguments = List.copyOf(arguments);
    }

    @Override
    public String toString() {
        return function + arguments.stream().map(Scalar::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
