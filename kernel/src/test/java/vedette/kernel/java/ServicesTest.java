package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;
import vedette.kernel.Completeness;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;

/** Completion, inspection and completeness; {@code ‸} marks the cursor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicesTest {

    private final JavaLanguage language = JavaLanguage.builder().build();

    @BeforeAll
    void declare() {
        language.evaluate("""
            record Event(String host, int pid) {}
            var events = new ArrayList<Event>();
            int countOf(String host) { return 0; }
            String[] names = {};
            enum Level { LOW, MIDDLE, HIGH }
            var task = (Runnable & Comparable<String>) null;
            """, new RecordingContext(1));
    }

    @AfterAll
    void close() {
        language.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "eve‸|events",
                "coun‸|countOf(",
                "events.get(0).ho‸|host()",
                "events.stream().map(e -> e.pi‸|pid()",
                "events.stream().map(e -> e.pi‸).toList()|pid()",
                "events.forEach(e -> { String local = e.host(); loc‸|local",
                "String s = \"a\"; s.subst‸|substring(",
                "var m = Map.of(1, events); m.values().iterator().next().get(0).ho‸|host()",
                "Math.ma‸|max(",
                "events.stream().map(Event::ho‸|host",
                "names.le‸|length",
                "import java.util.con‸|concurrent",
                "import java.util.Arr‸|ArrayList",
                "java.util.regex.Pat‸|Pattern",
                "new ArrayL‸|ArrayList",
                "int x = 1; if (x > 0) { events.siz‸|size()",
                "int f(int number) { return num‸|number",
                "class A { int field; int m() { return fie‸|field",
                "Strin‸|String",
                "ret‸|return",
                "displ‸|display(",
                "List<Ev‸|Event",
                "Thread.State.RUN‸|RUNNABLE",
                // In the middle of what is not finished, or does not fit together.
                "foo(events.get(0).ho‸, nosuch)|host()",
                "if (events.siz‸|size()",
                "if (events.get(0).ho‸) { return; }|host()",
                "switch (names.length) { case 1 -> events.siz‸|size()",
                "switch (events.get(0)) { case Event(var who, var id) when who.isEm‸|isEmpty()",
                "Object o = events; if (o instanceof Event e && e.ho‸|host()",
                "events.forEach(e -> { if (e.pid() > 0) { e.ho‸|host()",
                "Function<Event, String> f = e -> e.ho‸|host()",
                "events.stream().sorted(Comparator.comparing(e -> e.ho‸|host()",
                "new Event(\"a\", 1).ho‸|host()",
                "events.get(0) .ho‸|host()",
                "boolean is = names.length > 0 ? events.isEm‸|isEmpty()",
                "int f() { return events.siz‸|size()",
                "try (var reader = Files.newBuff‸|newBufferedReader(",
                "try { } catch (IOExc‸|IOException",
                "throw new IllegalSt‸|IllegalStateException",
                "Map<String, Eve‸|Event",
                "int broken = ; events.siz‸|size()",
                "nosuch.call(1); events.siz‸|size()",
                "String open = events.get(0).ho‸|host()",
                "class A { void m() { events.siz‸|size()",
                "@Overr‸|Override",
                "int MOST = 3; if (MOST<coun‸|countOf(",
                "import static java.lang.Math.ma‸|max",
                "import java.util.Map.Ent‸|Entry",
                "import module java.s‸|sql",
                "import module jav‸|java.sql",
                "List.of(1, 2).‸|size()",
                "names[0].subs‸|substring(",
                // Characters of two halves.
                "String 𝒳 = \"\"; 𝒳.isBl‸|isBlank()",
                "String 𝒳𝒴 = \"\"; 𝒳‸|𝒳𝒴",
                "var x = \"😀😀\"; events.siz‸|size()",
                // What has several types.
                "<T extends Number & Comparable<T>> void f(T t) { t.comp‸|compareTo(",
                "<T extends Number & Comparable<T>> void f(T t) { t.intV‸|intValue()",
                "task.comp‸|compareTo(",
                "task.ru‸|run()",
                // What is inherited.
                "class P { int conx; } class Q extends P { int f() { return con‸|conx",
                "class Q extends ArrayList<String> { void f() { remo‸|removeLast()",
                "class Q { void f() { toSt‸|toString()",
                "class Q { void f() { thi‸|this",
                // Words of the language where they can stand.
                "class Q implements Runnable { pub‸|public",
                "pub‸|public",
                "sealed interface Z per‸|permits",
                "class Z ext‸|extends",
                "int[].cl‸|class",
                // What annotations hold.
                "@Retention(RetentionPolicy.‸) @interface A {}|RUNTIME",
                "@Target({ElementType.‸|METHOD",
                "class A { @Deprecated(sin‸|since",
                "int $a = 1; $‸|$a",
            })
    void completes(String marked, String expected) {
        assertThat(complete(marked).candidates())
                .extracting(Completion.Candidate::text)
                .contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"eve‸\"",
                "// eve‸",
                "events.nothingLikeThis‸",
                "1.‸",
                "12‸",
                "events?.‸",
                "List<String> l; l.o‸",
                "Stream.of(1).buil‸",
                "Map.entry(1, 2).entr‸",
                "Event::cl‸",
                "names::ne‸",
                "nope().cl‸",
                "Math::fro‸",
                "List<countO‸",
                "o instanceof countO‸",
                "thi‸s",
                "new Lev‸",
                "try {} catch (Stringb‸",
                "class Q implements ArrayLi‸",
                "events = new ArrayList<>(); events.stream(); names\\nevents.nothing‸"
            })
    void offersNothingWhereNothingFits(String marked) {
        assertThat(complete(marked.replace("\\n", "\n")).candidates())
                .filteredOn(candidate -> !candidate.text().equals("throws"))
                .filteredOn(candidate -> !candidate.signature().equals("not imported"))
                .isEmpty();
    }

    /** Of {@code more} each must come before the next; the first of {@code first} is the best offer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "‸|countOf(|display(|abstract|String|Callable|Displayable",
                "Object x = ‸|x|countOf(|names|clearOutput()|true|Integer|ArrayList",
                "int local = 1; int y = ‸|local|countOf(|display(|null|Object",
                "countOf(‸|countOf(|events|display(|new|String",
                "int f() { return ‸|f()|countOf(|page(|switch|String",
                "if (true && ‸|countOf(|names|input(|false|String",
                "S‸|String|StringBuilder|System|Short|Scanner",
                "Str‸|String|StringBuffer|Stream|StreamTokenizer",
                "E‸|Event|EnumConstantNotPresentException|Enumeration",
                "new ‸|Event|int|Object|String|ArrayList|Comparable",
                "throw new ‸|Exception|IllegalStateException|AbstractMethodError|NoSuchElementException|Event",
                "throw new Illeg‸|IllegalArgumentException|IllegalStateException|IllegalAccessError",
                "class Q extends ‸|Q|Event|Object|ArrayList",
                "class Q implements ‸|Appendable|Runnable|List|AbstractList",
                "@‸|Deprecated|Override|Retention",
                "switch (Level.LOW) { case ‸|HIGH|LOW|MIDDLE|countOf(",
                "switch (Level.LOW) { case LOW -> 1; case M‸|MIDDLE|Map",
                "Level.‸|HIGH|LOW|MIDDLE|valueOf(|class",
                "\"\".‸|charAt(|CASE_INSENSITIVE_ORDER|valueOf(|getClass()|wait()",
                "import java.‸|applet|awt|util",
                "import module java.‸|base|compiler|xml",
                "import static java.lang.Math.‸|E|PI|abs|max",
                "names\\nevents.‸|add(|size()",
                "names\\neve‸|events",
                "names // these\\n// and those\\nevents.‸|add(|size()",
                "@Deprecated(‸|forRemoval|since|countOf(",
                "new hel‸\\nint helper() { return 1; }\\nrecord Helped() {}|Helped",
            })
    void offersTheBestFirst(String line) {
        List<String> parts = List.of(line.split("\\|"));
        List<String> offered = complete(parts.getFirst().replace("\\n", "\n")).candidates().stream()
                .map(Completion.Candidate::text)
                .toList();

        List<Integer> places = parts.stream()
                .skip(1)
                .map(offered::indexOf)
                .filter(place -> place >= 0)
                .toList();
        assertThat(offered).startsWith(parts.get(1));
        assertThat(places).isSorted();
    }

    @Test
    void knowsWhatSeveralExceptionsHaveInCommon() {
        assertThat(complete("try { } catch (IllegalStateException | IOException e) { e.getM‸")
                        .candidates())
                .containsExactly(new Completion.Candidate("getMessage()", "method", "String getMessage()"));
    }

    @Test
    void offersTypesAloneWhereOnlyTypesCanStand() {
        for (String marked : List.of("new ‸", "List<‸", "Map<String, ‸", "o instanceof ‸", "class Q extends ‸", "@‸")) {
            assertThat(complete(marked).candidates())
                    .as(marked)
                    .extracting(Completion.Candidate::kind)
                    .containsAnyOf("class")
                    .doesNotContain("method", "variable", "field");
        }
    }

    @Test
    void tellsTheTypesOfWildcardsAsTheyAreWritten() {
        assertThat(complete("List<? super Event> l = null; l.add‸").candidates())
                .contains(new Completion.Candidate("add(", "method", "boolean add(Event)"));
        assertThat(complete("List<? extends Event> l = null; l.get‸").candidates())
                .contains(new Completion.Candidate("get(", "method", "Event get(int)"));
    }

    /** Half-written text at which the compiler's own checks fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "catch",
                "try { events.size(); } catch",
                "try (var r = f()) { } catch (IOException | Error e) { throw e; } finally { }",
                "switch (o) { case Event(var n, int p) when p > 1 -> 1; case null, default -> 2; }",
                "@Deprecated(since = \"1\") sealed interface A<T extends B & C<T>> permits D {}",
                "else finally case 1: default: yield 3; ) ] } -> :: ... @interface",
            })
    void outlivesEveryPrefixOfACell(String cell) {
        for (int i = 0; i <= cell.length(); i++) {
            String prefix = cell.substring(0, i);
            assertThatCode(() -> {
                        language.complete(prefix, new Cursor(prefix.length()));
                        language.inspect(prefix, new Cursor(prefix.length()), Detail.FULL);
                        language.completeness(prefix);
                    })
                    .as(prefix)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void tellsKindAndSignature() {
        assertThat(complete("events.get(0).ho‸").candidates())
                .contains(new Completion.Candidate("host()", "method", "String host()"));
        assertThat(complete("events.ad‸").candidates())
                .anySatisfy(candidate -> assertThat(candidate.signature()).matches("boolean add\\(Event( e)?\\)"));
    }

    @Test
    void knowsWhatTheLinesBelowDeclare() {
        String below = "\nint helper(int n, String s) { return n; }\nrecord Helped() {}\nint helping = 1;";

        assertThat(complete("var x = help‸" + below).candidates())
                .containsExactly(new Completion.Candidate("helper(", "method", "helper(int, String)"));
        assertThat(complete("Help‸" + below).candidates()).contains(new Completion.Candidate("Helped", "class", ""));
        assertThat(complete("events.help‸" + below).candidates()).isEmpty();
    }

    @Test
    void namesTheParametersOfTheJdkOnceItsSourcesAreRead() {
        try (JavaLanguage fresh = JavaLanguage.builder().build()) {
            assertThat(fresh.complete("\"a\".", new Cursor(4)).candidates())
                    .extracting(Completion.Candidate::signature)
                    .noneMatch(signature -> signature.contains("arg0"));
        }
        Completion.Candidate named =
                new Completion.Candidate("substring(", "method", "String substring(int beginIndex, int endIndex)");
        assertTimeout(Duration.ofMinutes(1), () -> {
            while (!complete("\"a\".subs‸").candidates().contains(named)) {
                Thread.onSpinWait();
            }
        });
    }

    @Test
    void offersTypesThatAreNotImportedByTheirQualifiedNames() {
        // What cannot be found makes the kernel look where it could be.
        assertThatThrownBy(() -> language.evaluate("Point p;", new RecordingContext(2)))
                .isInstanceOf(CellFailure.class);
        assertThat(complete("new Poin‸").candidates())
                .extracting(Completion.Candidate::text)
                .contains("java.awt.Point");
        assertThat(complete("import org.assert‸").candidates())
                .extracting(Completion.Candidate::text)
                .containsExactly("assertj");
    }

    @Test
    void worksWhileACellRuns() throws Exception {
        RecordingContext context = new RecordingContext(2);
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            try {
                language.evaluate("System.out.println(); while (true) {}", context);
                return false;
            } catch (CellFailure failure) {
                return true;
            }
        });
        context.awaitPrint();
        assertThat(complete("eve‸").candidates()).isNotEmpty();
        context.interrupt();
        assertThat(ended.get()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "eve‸nts|ArrayList<Event> events",
                "countO‸f(\"a\")|int countOf(String",
                "countOf(‸|int countOf(String",
                "\"a\".subs‸tring(1)|String: String substring(int",
                "new Arr‸ayList<String>()|class java.util.ArrayList",
                "Ev‸ent e = null;|record Event"
            })
    void inspects(String marked, String expected) {
        int at = marked.indexOf('‸');
        assertThat(language.inspect(marked.replace("‸", ""), new Cursor(at), Detail.BRIEF)
                        .flatMap(MimeBundle::text))
                .hasValueSatisfying(text -> assertThat(text).contains(expected));
    }

    @Test
    void knowsWhatIsComplete() {
        for (String code : List.of("1 + 1", "int x = 1;", "int x = 1", "for (;;) {}", "%who", "%%time\nfoo();\n", "")) {
            assertThat(language.completeness(code)).as(code).isInstanceOf(Completeness.Complete.class);
        }
        for (String code : List.of(
                "int f() {",
                "foo(1,",
                "/* open",
                "\"\"\"\nabc",
                "var s = \"\"\"",
                "%%time\nfoo();",
                "1 +",
                "if (true)")) {
            assertThat(language.completeness(code)).as(code).isInstanceOf(Completeness.Incomplete.class);
        }
        for (String code :
                List.of("int int = 3;", "foo)", "\"abc", "int a = 3;\0", "\u200b", "int a = 3; \ud83d", "\\u12")) {
            assertThat(language.completeness(code)).as(code).isInstanceOf(Completeness.Invalid.class);
        }
        assertThat(language.completeness("void f() {\n    if (true) {"))
                .isEqualTo(new Completeness.Incomplete("        "));
    }

    private Completion complete(String marked) {
        int at = marked.indexOf('‸');
        return language.complete(marked.replace("‸", ""), new Cursor(at));
    }
}
