package vedette.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The bounds that keep the code readable. What exceeds one on purpose stands in {@code style-exceptions.txt} with its
 * reason.
 */
class StyleTest {

    private static final int LONGEST_FILE = 600;
    private static final int LONG_FILE = 350;
    private static final int LONGEST_METHOD = 60;
    private static final int LONG_METHOD = 25;
    private static final int MOST_PARAMETERS = 4;

    private static final List<SourceFacts> SOURCES =
            House.sources("main").stream().map(SourceFacts::of).toList();
    private static final Set<String> EXCEPTIONS = StyleExceptions.read();

    @Test
    void looksAtTheWholeHouse() {
        assertThat(SOURCES).hasSizeGreaterThan(100);
    }

    @Nested
    class Size {

        @Test
        void noFileIsTooLong() {
            assertThat(SOURCES.stream()
                            .filter(source -> source.lines() > LONGEST_FILE)
                            .map(SourceFacts::name)
                            .filter(name -> !EXCEPTIONS.contains(name)))
                    .isEmpty();
        }

        @Test
        void nineteenOfTwentyFilesAreShort() {
            assertThat(percentile95(
                            SOURCES.stream().map(SourceFacts::lines).sorted().toList()))
                    .isLessThanOrEqualTo(LONG_FILE);
        }

        @Test
        void noMethodIsTooLong() {
            assertThat(methods(method -> method.lines() > LONGEST_METHOD)).isEmpty();
        }

        @Test
        void nineteenOfTwentyMethodsAreShort() {
            assertThat(percentile95(SOURCES.stream()
                            .flatMap(source -> source.methods().stream())
                            .map(SourceFacts.Method::lines)
                            .sorted()
                            .toList()))
                    .isLessThanOrEqualTo(LONG_METHOD);
        }

        @Test
        void publicMethodsTakeFewParameters() {
            assertThat(methods(method ->
                            method.isPublic() && !method.isConstructor() && method.parameters() > MOST_PARAMETERS))
                    .isEmpty();
        }
    }

    @Nested
    class Surface {

        @Test
        void twoOfFiveTypesAreHidden() {
            List<SourceFacts.Type> types =
                    SOURCES.stream().flatMap(source -> source.types().stream()).toList();
            long hidden = types.stream().filter(type -> !type.isPublic()).count();

            assertThat(hidden / (double) types.size()).isGreaterThanOrEqualTo(0.4);
        }

        @Test
        void publicTypesAreDocumented() {
            assertThat(SOURCES.stream()
                            .flatMap(source -> source.types().stream())
                            .filter(type -> type.isPublic() && !type.isDocumented())
                            .map(SourceFacts.Type::name))
                    .isEmpty();
        }

        @Test
        void publicMethodsAreDocumentedNearlyAlways() {
            List<SourceFacts.Method> methods = SOURCES.stream()
                    .flatMap(source -> source.methods().stream())
                    .filter(method -> method.isPublic() && !method.isConstructor() && !method.overrides())
                    .toList();
            long documented =
                    methods.stream().filter(SourceFacts.Method::isDocumented).count();

            assertThat(documented / (double) methods.size()).isGreaterThanOrEqualTo(0.85);
        }
    }

    @Nested
    class Habits {

        @Test
        void noFieldIsStaticAndMutable() {
            assertThat(SOURCES.stream().flatMap(source -> source.mutableStatics().stream()))
                    .isEmpty();
        }

        @Test
        void nothingIsLeftForLater() {
            assertThat(mentions("\\b(TODO|FIXME|XXX)\\b")).isEmpty();
        }

        @Test
        void nothingSleeps() {
            assertThat(mentions("\\bThread\\.sleep\\b")).isEmpty();
        }

        @Test
        void onlyTheCommandLinePrints() {
            assertThat(mentions("\\bSystem\\.(out|err)\\.print").stream()
                            .filter(name -> !name.startsWith("kernelspec/") && !EXCEPTIONS.contains(name)))
                    .isEmpty();
        }

        /** A test that rewrites what it expects cannot fail; an empty property must not make it do so. */
        @Test
        void testsRewriteOnlyWhereTheyAreToldTo() {
            assertThat(System.getProperty("update")).isIn("true", "false");
            assertThat(House.sources("test").stream()
                            .filter(test -> House.read(test).contains("getProperty(\"update\""))
                            .map(Path::getFileName)
                            .map(Path::toString))
                    .containsExactly("StyleTest.java");
        }

        @Test
        void everyPackageSaysWhatMayBeNull() {
            assertThat(SOURCES.stream()
                            .map(SourceFacts::name)
                            .map(name -> name.substring(0, name.lastIndexOf('/')) + "/package-info.java")
                            .distinct()
                            .filter(name -> SOURCES.stream()
                                    .noneMatch(source -> source.name().equals(name)
                                            && source.text().contains("@NullMarked"))))
                    .isEmpty();
        }
    }

    private interface Rule {
        boolean breaks(SourceFacts.Method method);
    }

    private static List<String> methods(Rule rule) {
        List<String> found = new ArrayList<>();
        for (SourceFacts source : SOURCES) {
            for (SourceFacts.Method method : source.methods()) {
                String name = source.name() + "#" + method.name();
                if (rule.breaks(method) && !EXCEPTIONS.contains(name)) {
                    found.add(name + " (" + method.lines() + " lines, " + method.parameters() + " parameters)");
                }
            }
        }
        return found;
    }

    private static List<String> mentions(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return SOURCES.stream()
                .filter(source -> pattern.matcher(source.text()).find())
                .map(SourceFacts::name)
                .toList();
    }

    private static int percentile95(List<Integer> sorted) {
        return sorted.get((int) Math.floor((sorted.size() - 1) * 0.95));
    }
}
