package vedette.magics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import vedette.kql.Queries.Split;
import vedette.kql.Span;

/** Cells in, parts out, as {@code cells.case} has them; each with the line endings of both worlds. */
class KqlCellCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases/cells.case");
    private static final int MARKER = "%%kql".length();

    @TestFactory
    Stream<DynamicTest> cells() throws IOException {
        return Arrays.stream(Files.readString(CASES).split("(?m)^# (?=[a-z])"))
                .filter(block -> !block.isBlank())
                .flatMap(block -> {
                    String title = block.substring(0, block.indexOf('\n'));
                    String[] parts = block.substring(block.indexOf('\n') + 1).split("(?m)^--$", 2);
                    String input = parts[0].stripTrailing();
                    String expected = parts[1].strip();
                    return Stream.of(
                            DynamicTest.dynamicTest(
                                    title, () -> assertThat(parsed(input)).isEqualTo(expected)),
                            DynamicTest.dynamicTest(
                                    title + ", CRLF",
                                    () -> assertThat(parsed(input.replace("\n", "\r\n"))
                                                    .replace("\r\n", "\n"))
                                            .isEqualTo(expected)));
                });
    }

    private static String parsed(String cell) {
        KqlCell.Reading reading = new KqlCell.Reading(false, Split.SMART, "soc"::equals);
        StringJoiner lines = new StringJoiner("\n");
        for (KqlCell.Part part :
                KqlCell.parse(cell, new Span(MARKER, cell.length()), reading).parts()) {
            head(part.head(), lines);
            switch (part) {
                case KqlCell.Query query ->
                    lines.add(
                            query.isEmpty()
                                    ? "no query"
                                    : "query |" + text(cell, query.span()) + "|"
                                            + (query.isSuppressed() ? " suppressed" : ""));
                case KqlCell.Order order -> {
                    lines.add("command " + order.name() + " |" + text(cell, order.line()) + "|");
                    if (!text(cell, order.below()).isBlank()) {
                        lines.add("below |" + text(cell, order.below()).strip() + "|");
                    }
                }
            }
        }
        return lines.toString();
    }

    private static void head(Head head, StringJoiner lines) {
        head.connection().ifPresent(word -> lines.add("connection " + word.text()));
        if (!head.targets().isEmpty()) {
            lines.add("targets "
                    + head.targets().stream().map(Word::text).collect(Collectors.joining(" "))
                    + (head.isShown() ? " shown" : ""));
        }
        for (Head.Setting setting : head.options()) {
            lines.add("option " + setting.option().name() + (setting.isNegated() ? "!" : "")
                    + setting.value().map(word -> "=" + word.text()).orElse(""));
        }
        for (Head.Property property : head.properties()) {
            lines.add("property " + property.name()
                    + property.value().map(word -> "=" + word.text()).orElse(""));
        }
    }

    private static String text(String cell, Span span) {
        return cell.substring(span.start(), span.end());
    }
}
