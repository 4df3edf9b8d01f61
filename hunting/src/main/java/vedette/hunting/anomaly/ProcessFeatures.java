package vedette.hunting.anomaly;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;
import vedette.frame.Frames;
import vedette.hunting.process.ProcessSchema;

/**
 * Numbers that set an odd process start apart from thousands of ordinary ones, for process logs of every shape that
 * {@link ProcessSchema} recognises. Rarities are natural logarithms of how many rows there are for each that has the
 * value: 0 where all have it.
 */
public final class ProcessFeatures implements Features {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9+/=]{12,}");
    private static final Pattern USUAL_PLACE =
            Pattern.compile("(?i)^(?:[a-z]:)?[\\\\/](?:windows[\\\\/](?!temp)|program files|program files"
                    + " \\(x86\\)|programdata[\\\\/]microsoft|usr|bin|sbin|lib|opt).*");

    private final List<Feature> features;

    private ProcessFeatures(List<Feature> features) {
        this.features = features;
    }

    /** A feature and how it is computed from a row and what is known of all rows. */
    private record Feature(String name, ToDoubleFunction<Seen> value) {}

    /** All features. */
    public static ProcessFeatures all() {
        return new ProcessFeatures(List.of(
                new Feature("command line length", seen -> Math.log1p(seen.row.commandLine.length())),
                new Feature("command line entropy", seen -> entropy(seen.row.commandLine)),
                new Feature("longest encoded part", seen -> Math.log1p(longestToken(seen.row.commandLine))),
                new Feature("share of symbols", seen -> symbolShare(seen.row.commandLine)),
                new Feature("rare program", seen -> seen.rarity(seen.row.image)),
                new Feature("rare parent and child", seen -> seen.rarity(seen.row.parentAndChild())),
                new Feature("rare for the account", seen -> seen.rarity(seen.row.accountAndImage())),
                new Feature("unusual place", seen -> isUsualPlace(seen.row.image) ? 0 : 1)));
    }

    @Override
    public List<String> names() {
        return features.stream().map(Feature::name).toList();
    }

    @Override
    public double[][] matrix(Table table) {
        ProcessSchema schema = ProcessSchema.of(table);
        List<Row> rows = new ArrayList<>(table.rowCount());
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < table.rowCount(); i++) {
            Row row = Row.of(table, schema, i);
            rows.add(row);
            counts.merge(row.image, 1, Integer::sum);
            counts.merge(row.parentAndChild(), 1, Integer::sum);
            counts.merge(row.accountAndImage(), 1, Integer::sum);
        }
        return rows.stream()
                .map(row -> new Seen(row, counts, rows.size()))
                .map(seen -> features.stream()
                        .mapToDouble(feature -> feature.value.applyAsDouble(seen))
                        .toArray())
                .toArray(double[][]::new);
    }

    private record Row(String image, String parent, String commandLine, String account) {

        static Row of(Table table, ProcessSchema schema, int row) {
            return new Row(
                    text(table, schema.image(), row).toLowerCase(Locale.ROOT),
                    text(table, schema.parentImage(), row).toLowerCase(Locale.ROOT),
                    text(table, schema.commandLine(), row),
                    text(table, schema.account(), row).toLowerCase(Locale.ROOT));
        }

        private static String text(Table table, String column, int row) {
            return Optional.of(column)
                    .filter(table.columnNames()::contains)
                    .map(name -> Frames.text(table.column(name), row))
                    .orElse("");
        }

        String parentAndChild() {
            return "parent\0" + parent + "\0" + image;
        }

        String accountAndImage() {
            return "account\0" + account + "\0" + image;
        }
    }

    private record Seen(Row row, Map<String, Integer> counts, int rows) {

        double rarity(String key) {
            return Math.log(rows / (double) counts.get(key));
        }
    }

    /** Whether a program lies where programs lie; a bare file name says nothing. */
    private static boolean isUsualPlace(String image) {
        boolean hasPath = image.contains("\\") || image.contains("/");
        return !hasPath || USUAL_PLACE.matcher(image).matches();
    }

    /** Bits a character, by how often each occurs. */
    private static double entropy(String text) {
        Map<Integer, Integer> counts = new HashMap<>();
        text.codePoints().forEach(c -> counts.merge(c, 1, Integer::sum));
        double length = text.codePointCount(0, text.length());
        return counts.values().stream()
                .mapToDouble(count -> -count / length * Math.log(count / length) / Math.log(2))
                .sum();
    }

    /** The length of the longest run that could be Base64; a path's parts are not. */
    private static int longestToken(String text) {
        int longest = 0;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            longest = Math.max(longest, token.end() - token.start());
        }
        return longest;
    }

    private static double symbolShare(String text) {
        long symbols = text.codePoints()
                .filter(c -> !Character.isLetterOrDigit(c) && !Character.isWhitespace(c))
                .count();
        return text.isEmpty() ? 0 : symbols / (double) text.length();
    }
}
