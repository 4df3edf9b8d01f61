package vedette.product;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The report that pytest writes in JUnit's XML form. */
final class PytestReport {

    private PytestReport() {}

    /** What came of a test. */
    enum Outcome {
        PASSED,
        SKIPPED,
        FAILED
    }

    /** One test. */
    record Case(String file, String name, Outcome outcome, String message) {

        boolean isFailure() {
            return outcome == Outcome.FAILED;
        }
    }

    static List<Case> read(Path report) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        return IntStream.range(0, cases.getLength())
                .mapToObj(i -> read((Element) cases.item(i)))
                .toList();
    }

    private static Case read(Element element) {
        String file = element.getAttribute("classname");
        String name = element.getAttribute("name");
        for (String kind : List.of("failure", "error")) {
            NodeList problems = element.getElementsByTagName(kind);
            if (problems.getLength() > 0) {
                Element problem = (Element) problems.item(0);
                return new Case(
                        file,
                        name,
                        Outcome.FAILED,
                        problem.getAttribute("message") + System.lineSeparator() + problem.getTextContent());
            }
        }
        NodeList skips = element.getElementsByTagName("skipped");
        return skips.getLength() > 0
                ? new Case(file, name, Outcome.SKIPPED, ((Element) skips.item(0)).getAttribute("message"))
                : new Case(file, name, Outcome.PASSED, "");
    }
}
