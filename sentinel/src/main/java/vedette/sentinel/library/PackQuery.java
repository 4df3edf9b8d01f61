package vedette.sentinel.library;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vedette.kql.query.QueryRequest;
import vedette.sentinel.library.Arguments.Argument;

/** A query of a pack in msticpy's format. */
public final class PackQuery implements LibraryQuery {

    private final String name;
    private final Facts facts;
    private final List<QueryParameter> parameters;
    private final String text;
    private final Template template;

    PackQuery(String name, Facts facts, List<QueryParameter> parameters, String text) {
        this.name = name;
        this.facts = facts;
        this.parameters = List.copyOf(parameters);
        this.text = text;
        this.template = Template.of(text);
    }

    /** What a pack says of a query besides. */
    record Facts(
            String source,
            String description,
            List<String> families,
            List<String> environments,
            List<String> techniques) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> families() {
        return facts.families();
    }

    /** What can run it, in msticpy's words: {@code MSSentinel}, {@code M365D}, {@code Kusto}. */
    public List<String> environments() {
        return facts.environments();
    }

    @Override
    public String description() {
        return facts.description();
    }

    @Override
    public List<QueryParameter> parameters() {
        return parameters;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public List<String> techniques() {
        return facts.techniques();
    }

    @Override
    public String source() {
        return facts.source();
    }

    @Override
    public List<String> tables() {
        StringBuilder example = new StringBuilder();
        for (Template.Part part : template.parts()) {
            switch (part) {
                case Template.Text literal -> example.append(literal.text());
                case Template.Hole hole ->
                    parameters.stream()
                            .filter(parameter -> parameter.name().equals(hole.name()))
                            .filter(parameter -> parameter.type() == QueryParameter.Type.TEXT)
                            .flatMap(parameter -> parameter.defaultValue().stream())
                            .forEach(example::append);
            }
        }
        return TableNames.of(example.toString());
    }

    @Override
    public QueryRequest request(Map<String, ?> values, Instant now) {
        return new QueryRequest(named(() -> {
            Map<String, Argument> arguments = Arguments.of(parameters, values, now);
            return Rendering.of(template, arguments);
        }));
    }

    private String named(Supplier<String> rendering) {
        try {
            return rendering.get();
        } catch (QueryLibraryException e) {
            throw new QueryLibraryException(name + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return name + " (" + facts.source() + ")";
    }
}
