package vedette.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the tests in {@code src/test/python}, and those of foreign clients below it, each in an environment of its own,
 * and passes on what came of each. What they print is printed as they run.
 */
final class ClientsTest {

    private static final Path PRODUCT = Path.of(System.getProperty("product", "target/vedette"));
    private static final Path TESTS = Path.of("src/test/python");
    private static final Path OUTPUT = Path.of("target");

    @TestFactory
    Stream<DynamicContainer> clients() throws Exception {
        return tests(TESTS, "python");
    }

    /** Microsoft's and others' own clients of the services that the emulator stands in for. */
    @TestFactory
    Stream<DynamicContainer> foreignClients() throws Exception {
        return tests(TESTS.resolve("foreign"), "python-foreign");
    }

    private static Stream<DynamicContainer> tests(Path tests, String name) throws Exception {
        PythonEnvironment python = PythonEnvironment.create(tests.resolve("requirements.txt"), OUTPUT.resolve(name));
        Path report = OUTPUT.resolve(name + "-tests.xml").toAbsolutePath();
        Files.deleteIfExists(report);

        int status =
                python.run(tests, PRODUCT, List.of("-m", "pytest", "-p", "no:cacheprovider", "--junitxml=" + report));

        assertThat(report)
                .as("the report of pytest, which ended with status %s", status)
                .exists();
        List<PytestReport.Case> cases = PytestReport.read(report);
        assertThat(cases).isNotEmpty();
        if (cases.stream().noneMatch(PytestReport.Case::isFailure)) {
            assertThat(status).as("pytest's status").isZero();
        }
        return cases.stream()
                .map(PytestReport.Case::file)
                .distinct()
                .map(file -> DynamicContainer.dynamicContainer(
                        file,
                        cases.stream().filter(each -> each.file().equals(file)).map(ClientsTest::asTest)));
    }

    private static DynamicTest asTest(PytestReport.Case each) {
        return DynamicTest.dynamicTest(each.name(), () -> {
            switch (each.outcome()) {
                case PASSED -> {}
                case SKIPPED -> Assumptions.abort(each.message());
                case FAILED -> Assertions.fail(each.message());
            }
        });
    }
}
