package vedette.kql.completion;

import java.util.List;
import java.util.Set;

/** Words of the language that stand in no other table. */
final class Words {

    static final List<String> QUERY_START = List.of("let", "set", "declare", "alias", "restrict");

    /** Operators that begin a query. */
    static final Set<String> SOURCES = Set.of(
            "print", "range", "datatable", "union", "search", "find", "externaldata", "external_data", "evaluate");

    static final List<String> SCALAR_OPERATORS = List.of(
            "and",
            "or",
            "==",
            "!=",
            "=~",
            "!~",
            "in (",
            "!in (",
            "in~ (",
            "!in~ (",
            "has",
            "!has",
            "has_cs",
            "has_any (",
            "has_all (",
            "hasprefix",
            "hassuffix",
            "contains",
            "!contains",
            "contains_cs",
            "startswith",
            "!startswith",
            "startswith_cs",
            "endswith",
            "!endswith",
            "endswith_cs",
            "matches regex",
            "between (",
            "!between (");

    /** Words behind which an operand is expected, and which therefore end none. */
    static final Set<String> EXPECT_OPERAND = Set.of(
            "and",
            "or",
            "by",
            "on",
            "with",
            "from",
            "to",
            "step",
            "has",
            "has_cs",
            "has_any",
            "has_all",
            "hasprefix",
            "hassuffix",
            "contains",
            "contains_cs",
            "startswith",
            "startswith_cs",
            "endswith",
            "endswith_cs",
            "regex",
            "matches",
            "between",
            "in",
            "let",
            "of");

    static final List<String> VISUALIZATIONS = List.of(
            "timechart",
            "barchart",
            "columnchart",
            "piechart",
            "linechart",
            "areachart",
            "stackedareachart",
            "scatterchart",
            "anomalychart",
            "card",
            "table");

    static final List<String> RENDER_PROPERTIES = List.of(
            "title",
            "xtitle",
            "ytitle",
            "xcolumn",
            "ycolumns",
            "series",
            "kind",
            "legend",
            "ymin",
            "ymax",
            "xaxis",
            "yaxis",
            "ysplit",
            "accumulate",
            "anomalycolumns");

    private Words() {}

    /** The values that a parameter of an operator takes; none where it takes anything. */
    static List<String> values(String operator, String parameter) {
        return switch (operator + " " + parameter) {
            case "join kind" ->
                List.of(
                        "inner",
                        "innerunique",
                        "leftouter",
                        "rightouter",
                        "fullouter",
                        "leftsemi",
                        "rightsemi",
                        "leftanti",
                        "rightanti");
            case "lookup kind" -> List.of("leftouter", "inner");
            case "union kind" -> List.of("outer", "inner");
            case "union isfuzzy", "join isfuzzy" -> List.of("true", "false");
            case "mv-expand kind", "mv-expand bagexpansion" -> List.of("bag", "array");
            case "parse kind", "parse-where kind" -> List.of("simple", "relaxed", "regex");
            case "make-series kind" -> List.of("nonempty");
            case "render kind" -> List.of("default", "stacked", "stacked100", "unstacked");
            default -> List.of();
        };
    }
}
