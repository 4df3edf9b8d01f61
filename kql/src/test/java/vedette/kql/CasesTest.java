package vedette.kql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vedette.kql.grammar.OperatorSpec;
import vedette.kql.syntax.Token;

/** The syntax cases: trees of texts without problems, and problems under the texts that have them. */
class CasesTest {

    /** Codes that a text gets from its syntax alone begin so. */
    private static final Set<String> SYNTAX_CODES = Set.of("KQL0", "KQL1");

    /** Codes of that form which only the binder gives: malformed literals, and texts without a query. */
    private static final Set<String> BINDER_CODES = Set.of("KQL004", "KQL107");

    @TestFactory
    Stream<DynamicTest> treesOfTextsWithoutProblems() {
        return run("syntax/ok", one -> {
            Parsed parsed = checked(one.input());
            assertThat(parsed.problems()).as(one.input()).isEmpty();
            return one.expecting(TreeText.of(parsed.program()));
        });
    }

    @TestFactory
    Stream<DynamicTest> problemsUnderTheirTexts() {
        return run("syntax/problems", one -> {
            String text = Carets.without(one.input());
            Parsed parsed = checked(text);
            assertThat(parsed.problems()).as(text).isNotEmpty();
            return new CaseFile.Case(one.title(), Carets.annotated(text, parsed.problems()), "");
        });
    }

    @Test
    void longAndDeepTextsCostNoStack() {
        for (String text : List.of(
                "print " + "(".repeat(20_000),
                "print " + "1 + ".repeat(4_000) + "1",
                "print a" + ".b".repeat(20_000),
                "// c\n".repeat(20_000) + "T",
                "T" + " | take 1".repeat(5_000))) {
            assertThat(Kql.parse(text).program().text()).isEqualTo(text);
        }
    }

    @Test
    void everyOperatorHasACase() {
        Set<String> words = CaseFile.below("syntax").stream()
                .flatMap(file -> file.cases().stream())
                .flatMap(one -> Kql.parse(one.input()).program().tokens().stream())
                .map(Token::text)
                .collect(Collectors.toSet());
        assertThat(words).containsAll(OperatorSpec.names());
    }

    @Test
    void everyOperatorsExampleParses() {
        for (OperatorSpec operator : OperatorSpec.all()) {
            if (!operator.example().isEmpty()) {
                assertThat(checked(operator.example()).problems())
                        .as(operator.example())
                        .isEmpty();
            }
        }
    }

    @Test
    void everySyntaxCodeHasACase() {
        Set<String> seen = new TreeSet<>();
        for (CaseFile file : CaseFile.below("syntax/problems")) {
            file.cases()
                    .forEach(one -> Kql.parse(Carets.without(one.input())).problems().stream()
                            .map(problem -> problem.code().code())
                            .forEach(seen::add));
        }
        assertThat(seen)
                .containsAll(Stream.of(ProblemCode.values())
                        .map(ProblemCode::code)
                        .filter(code -> !BINDER_CODES.contains(code) && SYNTAX_CODES.contains(code.substring(0, 4)))
                        .toList());
    }

    /** Parses and checks what holds for every text. */
    private static Parsed checked(String text) {
        Parsed parsed = Kql.parse(text);
        assertThat(parsed.program().text()).isEqualTo(text);
        for (int end = 0; end < text.length(); end++) {
            String part = text.substring(0, end);
            assertThat(Kql.parse(part).program().text()).isEqualTo(part);
        }
        return parsed;
    }

    private static Stream<DynamicTest> run(String folder, UnaryOperator<CaseFile.Case> find) {
        return CaseFile.below(folder).stream()
                .map(file -> DynamicTest.dynamicTest(file.path().getFileName().toString(), () -> {
                    List<CaseFile.Case> found = file.cases().stream().map(find).toList();
                    if (CaseFile.isUpdate()) {
                        file.write(found);
                    }
                    assertThat(found).isEqualTo(CaseFile.read(file.path()).cases());
                }));
    }
}
