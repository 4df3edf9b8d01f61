package vedette.kernel.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.display.MimeBundle;
import vedette.kernel.CellFailure;
import vedette.kernel.Completeness;
import vedette.kernel.Completion;
import vedette.kernel.Cursor;
import vedette.kernel.Detail;

/** Completion, inspection and completeness; {@code ‸} marks the cursor. */
class ServicesTest {

    private final JavaLanguage language = JavaLanguage.builder().build();

    @BeforeEach
    void declare() {
        language.evaluate("""
            record Event(String host, int pid) {}
            var events = new ArrayList<Event>();
            int countOf(String host) { return 0; }
            String[] names = {};
            """, new RecordingContext(1));
    }

    @AfterEach
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
            })
    void completes(String marked, String expected) {
        assertThat(complete(marked).candidates())
                .extracting(Completion.Candidate::text)
                .contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"eve‸\"|0", "// eve‸|0", "events.nothingLikeThis‸|0"})
    void offersNothingWhereNothingFits(String marked, int count) {
        assertThat(complete(marked).candidates()).hasSize(count);
    }

    @Test
    void tellsKindAndSignature() {
        assertThat(complete("events.get(0).ho‸").candidates())
                .contains(new Completion.Candidate("host()", "method", "String host()"));
        assertThat(complete("events.ad‸").candidates())
                .contains(new Completion.Candidate("add(", "method", "boolean add(Event e)"));
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
        assertThat(complete("events.ad‸").candidates())
                .contains(new Completion.Candidate("add(", "method", "boolean add(Event e)"));
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
