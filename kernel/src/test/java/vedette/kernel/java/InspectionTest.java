package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.display.MimeBundle;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;

/** Documentation, sources and signatures at a cursor, which {@code ‸} marks. */
class InspectionTest {

    private final JavaLanguage language = JavaLanguage.builder().build();

    @AfterEach
    void close() {
        language.close();
    }

    private void run(String cell) {
        language.evaluate(cell, new RecordingContext(1));
    }

    private MimeBundle inspected(String marked, Detail detail) {
        int at = marked.indexOf('‸');
        return language.inspect(marked.replace("‸", ""), new Cursor(at), detail).orElseThrow();
    }

    private String text(String marked) {
        return inspected(marked, Detail.BRIEF).text().orElseThrow();
    }

    private String html(String marked) {
        return String.valueOf(inspected(marked, Detail.BRIEF).data().get(MimeBundle.HTML));
    }

    @Nested
    class OfTheJdk {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "\"a\".subs‸tring(1)|String: String substring(int beginIndex)|Returns a string that is a substring of this",
                    "String‸|class java.lang.String|class represents character strings",
                    "new ArrayList<String>().siz‸e()|ArrayList: int size()|Returns the number of elements in this list.",
                    "Map.Entr‸y<String, String> e;|interface java.util.Map.Entry|A map entry",
                    "Integer.MAX_‸VALUE|int MAX_VALUE|A constant holding the maximum value",
                    "Thread.State.RUN‸NABLE|Thread.State RUNNABLE|Thread state for a runnable thread",
                    "System.out.println‸|void println(boolean x)|Prints a boolean and then terminates the line",
                    "import java.util.Li‸st;|interface java.util.List<E>|An ordered collection",
                    "import static java.lang.Math.ma‸x;|Math: int max(int a, int b)|Returns the greater of two",
                    "Stream.of(\"\").map(String::isBla‸nk)|String: boolean isBlank()|Returns true if the string is empty",
                    "String::isBla‸nk|String: boolean isBlank()|Returns true if the string is empty",
                    "Files.readStr‸ing(null)|Files: String readString(Path path) throws IOException|Reads all content",
                    "new TreeMap<String, String>().firstEntry‸()|TreeMap: Map.Entry<K,V> firstEntry()|Returns a key-value mapping associated with the least key",
                })
        void showsSignatureAndDocumentation(String marked, String signature, String documentation) {
            assertThat(text(marked)).startsWith(signature).contains(documentation);
        }

        @Test
        void showsParametersAndWhatIsThrown() {
            assertThat(text("\"a\".subs‸tring(1)"))
                    .contains("Parameters:\n  - beginIndex – the beginning index, inclusive.")
                    .contains("Throws:\n  - IndexOutOfBoundsException – if beginIndex is negative");
            assertThat(html("\"a\".subs‸tring(1)"))
                    .startsWith("<pre>String: String substring(int beginIndex)</pre>")
                    .contains("<li><code>beginIndex</code> – the beginning index, inclusive.</li>");
        }

        @Test
        void takesTheCommentOfWhatIsOverridden() {
            assertThat(text("new StringBuilder().chars‸()")).contains("Returns a stream of");
            assertThat(text("new ArrayDeque<String>().containsAll‸(null)"))
                    .contains("Returns true if this collection contains all of the elements");
        }

        @Test
        void keepsExamplesAsTheyAre() {
            assertThat(text("String‸")).contains("    String str = \"abc\";\n");
        }

        @Test
        void showsTheSourceWhenAllIsAskedFor() {
            assertThat(text("\"a\".isBl‸ank()")).doesNotContain("return indexOfNonWhitespace()");
            MimeBundle full = inspected("\"a\".isBl‸ank()", Detail.FULL);
            assertThat(full.text().orElseThrow())
                    .contains("Source:\npublic boolean isBlank() {\n    return indexOfNonWhitespace() == length();\n}");
            assertThat(String.valueOf(full.data().get(MimeBundle.HTML))).contains("<b>Source</b><pre>");
            assertThat(inspected("String‸", Detail.FULL).text().orElseThrow())
                    .containsPattern("\\(200 of [\\d,]+ lines shown\\)$");
        }
    }

    @Nested
    class OfCells {

        @Test
        void showsCommentsOfEarlierCells() {
            run("""
                    /**
                     * A host that was <b>seen</b>, see {@link String}.
                     *
                     * @param name what it is called
                     */
                    record Host(String name) {
                        /** Whether it is {@code local}. */
                        boolean isLocal() { return name.isEmpty(); }
                    }

                    /// All the hosts.
                    var hosts = new ArrayList<Host>();

                    /** Finds a host.
                     * @return the host */
                    static Host find(String name, int... ports) { return new Host(name); }
                    """);

            assertThat(text("Ho‸st h;")).isEqualTo("""
                    record Host(String name)

                    A host that was seen, see String.

                    Parameters:
                      - name – what it is called""");
            assertThat(text("find(\"\").isLo‸cal()")).isEqualTo("Host: boolean isLocal()\n\nWhether it is local.");
            assertThat(text("hos‸ts")).isEqualTo("ArrayList<Host> hosts\n\nAll the hosts.");
            assertThat(text("fi‸nd(\"\")"))
                    .isEqualTo("Host find(String name, int... ports)\n\nFinds a host.\n\nReturns:\n  - the host");
            assertThat(inspected("fi‸nd(\"\")", Detail.FULL).text().orElseThrow())
                    .endsWith("Source:\nstatic Host find(String name, int... ports) { return new Host(name); }");
        }

        @Test
        void showsCommentsOfTheCellThatIsWritten() {
            assertThat(text("""
                    /** Twice a number. */
                    int twice(int n) { return 2 * n; }
                    twi‸ce(2)
                    """)).isEqualTo("int twice(int n)\n\nTwice a number.");
        }

        @Test
        void takesNoOtherComment() {
            run("/* not this */ int plain() { return 1; }\n// nor this\nint line() { return 1; }");

            assertThat(text("pla‸in()")).isEqualTo("int plain()");
            assertThat(text("lin‸e()")).isEqualTo("int line()");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "Object o = 1; if (o instanceof String tex‸t) {}|String text",
                    "int f(int num‸ber) { return 1; }|int number",
                    "int na‸med(int number) { return 1; }|int named(int number)",
                    "try {} catch (RuntimeException fai‸led) {}|RuntimeException failed",
                    "for (var ea‸ch : List.of(1)) {}|Integer each",
                    "List.of(1).forEach(ea‸ch -> {});|Integer each",
                    "int ow‸n = 1;|int own",
                    "record Pai‸r(int a, int b) {}|record Pair(int a, int b)",
                    "enum Lev‸el { LOW }|enum Level",
                    "class Bo‸x<T extends Number & Runnable, U> {}|class Box<T extends Number & Runnable, U>",
                    "class Q { Q self() { return thi‸s; } }|class Q",
                    "import java.ut‸il.*;|package java.util",
                    "record R(String name) {} R::nam‸e|R: String name()",
                })
        void showsWhatIsDeclaredHere(String marked, String expected) {
            assertThat(text(marked)).isEqualTo(expected);
        }

        @Test
        void showsAllTypesOfAVariable() {
            run("var both = (Runnable & Comparable<String>) null;");

            assertThat(text("bo‸th")).isEqualTo("Runnable & Comparable<String> both");
        }

        @Test
        void inventsNoSourceOfAVariable() {
            run("/** Counts. */ var count = 1; int other = 2;");

            assertThat(inspected("cou‸nt", Detail.FULL).text()).hasValue("int count\n\nCounts.");
            assertThat(inspected("oth‸er", Detail.FULL).text()).hasValue("int other");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "displ‸ay(1)|DisplayHandle display(Object value)|Shows a value below the cell",
                    "clearOut‸put()|void clearOutput()|Removes the cell's output.",
                    "display(1).upda‸te(2)|DisplayHandle: void update(Object value)|Shows a value in the place",
                })
        void explainsWhatEveryCellCanCall(String marked, String signature, String documentation) {
            assertThat(text(marked)).contains(signature).contains(documentation).doesNotContain("CellHelpers");
        }

        @ParameterizedTest
        @ValueSource(strings = {"thi‸s", "retu‸rn", "nosu‸ch"})
        void saysNothingOfWhatIsNoName(String marked) {
            int at = marked.indexOf('‸');

            assertThat(language.inspect(marked.replace("‸", ""), new Cursor(at), Detail.BRIEF))
                    .isEmpty();
        }
    }

    @Nested
    class OfLibraries {

        @TempDir
        private Path folder;

        @Test
        void readsSourcesThatLieBesideAJarAndTrustsNoneOfTheirMarkup() throws IOException {
            String source = """
                    package test;
                    /** A box. <script>alert(1)</script><img src=x onerror=alert(1)> &lt;fine&gt; <p onclick="x()">end */
                    public class Box {
                        /** Puts <a href="javascript:x">something</a> in. @return never */
                        public int put(Object thing, int times) { return 1; }
                    }
                    """;
            Path file = folder.resolve("test/Box.java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", file.toString()))
                    .isZero();
            jar("box.jar", Map.of("test/Box.class", Files.readAllBytes(folder.resolve("test/Box.class"))));
            jar("box-sources.jar", Map.of("test/Box.java", Files.readAllBytes(file)));
            run("%jars " + folder.resolve("box.jar"));

            assertThat(text("new test.Box().pu‸t(null, 1)"))
                    .startsWith("Box: int put(Object thing, int times)\n\nPuts something in.");
            assertThat(html("test.Bo‸x b;"))
                    .contains("A box.", "&lt;fine&gt;", "<p>end")
                    .doesNotContain("<script", "<img", "onclick", "onerror");
        }

        private void jar(String name, Map<String, byte[]> files) throws IOException {
            try (OutputStream out = Files.newOutputStream(folder.resolve(name));
                    JarOutputStream jar = new JarOutputStream(out)) {
                for (Map.Entry<String, byte[]> each : files.entrySet()) {
                    jar.putNextEntry(new JarEntry(each.getKey()));
                    jar.write(each.getValue());
                    jar.closeEntry();
                }
            }
        }
    }

    @Nested
    class Calls {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "new ArrayList<String>().add(1, ‸|void add(int index, String element)",
                    "var l = new ArrayList<String>(); l.add(1, ‸|void add(int index, String element)",
                    "var l = new ArrayList<String>(); l.add(‸);|boolean add(String e)",
                    "\"a\".substring(1, 2‸)|String substring(int beginIndex, int endIndex)",
                    "Math.max(1, \"text ‸\")|int max(int a, int b)",
                    "new StringBuilder(‸|StringBuilder(String str)",
                    "String.format(\"%s\", 1, 2, ‸|String format(String format, Object... args)",
                    "if (true) { System.out.println(‸|void println(String x)",
                    "Stream.of(1).map(x -> Math.abs(‸|int abs(int a)",
                    "int own(String first, int second) { return 1; } own(\"a\", ‸)|int own(String first, int second)",
                    "int own(String first, int second) { return 1; } own(‸\"a\", 1)|int own(String first, int second)",
                    "Files.readString(‸|String readString(Path path) throws IOException",
                })
        void areToldFromInsideTheirArguments(String marked, String signature) {
            assertThat(text(marked).lines()).contains(signature);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "Integer.parseInt(\"x\"‸)|int parseInt(String s) throws NumberFormatException",
                    "Integer.parseInt(\"x\"‸, 16)|int parseInt(String s, int radix) throws NumberFormatException",
                    "new ArrayList<String>().add(‸\"a\")|boolean add(String e)",
                    "new ArrayList<String>().add(‸1, \"a, b\")|void add(int index, String element)",
                    "new HashMap<>(16, ‸|HashMap(int initialCapacity, float loadFactor)",
                    "new ArrayList<>(‸)|ArrayList(int initialCapacity)",
                    "class Box<T> { Box(T content) {} } new Box<>(‸|Box(T content)",
                    "class Box<T> { Box(T content) {} } new Box<String>(‸|Box(String content)",
                })
        void listTheOneThatTakesSoManyArgumentsFirst(String marked, String first) {
            assertThat(text(marked).lines().findFirst()).hasValue(first);
        }

        @Test
        void listNothingThatCannotBeCalled() {
            assertThat(text("new ArrayList<String>().add(‸)")).doesNotContain("elementData");
        }

        @Test
        void markNoArgumentWhereTheCursorIsInTheName() {
            assertThat(text("String.form‸at")).doesNotContain("argument 1");
            assertThat(html("String.form‸at")).doesNotContain("<b>String format</b>");
        }

        @Test
        void markTheArgumentAndExplainIt() {
            run("""
                    /** Adds.
                     * @param by how much */
                    int plus(int what, long by) { return 0; }
                    int plus(int what) { return 0; }
                    """);

            assertThat(text("plus(1, ‸)")).isEqualTo("""
                    int plus(int what, long by)
                        argument 2: long by
                    int plus(int what)

                    Adds.

                    Parameters:
                      - by – how much""");
            assertThat(html("plus(1, ‸)")).startsWith("<pre>int plus(int what, <b>long by</b>)\n");
        }

        @Test
        void giveWayToANameUnderTheCursor() {
            run("int size = 1;");

            assertThat(text("Math.max(1, si‸ze)")).isEqualTo("int size");
        }

        @ParameterizedTest
        @ValueSource(strings = {"while (‸", "int[] a = {1, ‸", "(‸", "nosuch(‸", "\"text(‸\"", "// f(‸", ""})
        void thatAreNoneSayNothing(String marked) {
            int at = Math.max(0, marked.indexOf('‸'));

            assertThat(language.inspect(marked.replace("‸", ""), new Cursor(at), Detail.BRIEF))
                    .isEmpty();
        }
    }
}
