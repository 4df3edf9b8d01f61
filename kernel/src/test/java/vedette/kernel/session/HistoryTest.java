package vedette.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.kernel.message.Request;

@Timeout(60)
class HistoryTest {

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("below/history.sqlite");
    }

    private void session(String... cells) {
        try (History history = History.over(new HistoryStore(file()))) {
            for (int i = 0; i < cells.length; i++) {
                history.add(i + 1, cells[i], Optional.empty());
            }
        }
    }

    private static List<List<Object>> find(History history, String type, int n, String pattern, boolean unique) {
        return history.find(new Request.History(type, false, true, 0, 0, null, n, pattern, unique))
                .history();
    }

    private static List<List<Object>> range(History history, int session, int start, Integer stop) {
        return history.find(new Request.History("range", false, true, session, start, stop, null, null, false))
                .history();
    }

    @Test
    void goesOnFromSessionsBefore() {
        session("one", "two");
        session("three");

        try (History history = History.over(new HistoryStore(file()))) {
            history.add(1, "four", Optional.of("4"));

            assertThat(find(history, "tail", 3, null, false))
                    .containsExactly(List.of(1, 2, "two"), List.of(2, 1, "three"), List.of(3, 1, "four"));
            assertThat(find(history, "search", 9, "t*", false))
                    .containsExactly(List.of(1, 2, "two"), List.of(2, 1, "three"));
            assertThat(range(history, 0, 1, 9)).containsExactly(List.of(3, 1, "four"));
            assertThat(range(history, 1, 2, null)).containsExactly(List.of(1, 2, "two"));
            assertThat(range(history, -2, 1, 2)).containsExactly(List.of(1, 1, "one"));
            assertThat(history.find(new Request.History("tail", true, true, 0, 0, null, 2, null, false))
                            .history())
                    .hasToString("[[2, 1, [three, null]], [3, 1, [four, 4]]]");
        }
    }

    @Test
    void countsOfEqualCellsTheLastAlone() {
        session("x = 1", "x = 2", "x = 1");

        try (History history = History.over(new HistoryStore(file()))) {
            history.add(1, "x = 2", Optional.empty());

            assertThat(find(history, "search", 9, "x*", true))
                    .containsExactly(List.of(1, 3, "x = 1"), List.of(2, 1, "x = 2"));
            assertThat(find(history, "search", 1, "x*", true)).containsExactly(List.of(2, 1, "x = 2"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a[0]", "100%", "a_b", "'; DROP TABLE cells; --", "", "\uD83D\uDE00"})
    void takesPatternsByTheirLetters(String text) {
        session("aXb", "other", text + "!");

        try (History history = History.over(new HistoryStore(file()))) {
            assertThat(find(history, "search", 9, text + "?", false)).contains(List.of(1, 3, text + "!"));
            assertThat(find(history, "search", 9, text + "!", false)).hasSize(1);
        }
    }

    @Test
    void readsACellOnceWhateverIsLookedFor() {
        try (History history = History.ofThisSession()) {
            history.add(1, "a".repeat(20_000), Optional.empty());
            history.add(2, "a.b.c", Optional.empty());

            assertThat(find(history, "search", 9, "*a*a*a*a*a*b", false)).isEmpty();
            assertThat(find(history, "search", 9, "*.*?c", false)).containsExactly(List.of(1, 2, "a.b.c"));
            assertThat(find(history, "search", 9, "?.b*", false)).containsExactly(List.of(1, 2, "a.b.c"));
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            String password = "hunter2";                                | hunter2 | String password = "***";
            %kql loganalytics://tenant='t';clientsecret=hunter2;x=1     | hunter2 | %kql loganalytics://tenant='t';clientsecret=***;x=1
            %kql kusto://code;clientsecret='hunter2'                    | hunter2 | %kql kusto://code;clientsecret="***"
            new Builder().clientSecret("hunter2").build()               | hunter2 | new Builder().clientSecret("***").build()
            request.header("Authorization", "Bearer abcdef0123456789")  | abcdef  | request.header("Authorization", "Bearer ***")
            var t = "eyJhbGciOiJub25l.eyJzdWIiOiIxIn0.c2ln";            | eyJ     | var t = "***";
            URI.create("https://x.blob/c?sv=1&sig=abc%2F&se=2")         | abc     | URI.create("https://x.blob/c?sv=1&sig=***&se=2")
            URI.create("https://user:hunter2@host/")                    | hunter2 | URI.create("https://user:***@host/")
            az login --password hunter2 --tenant t                      | hunter2 | az login --password *** --tenant t
            """)
    void neverHoldsSecrets(String cell, String secret, String kept) throws IOException {
        session(cell);

        try (History history = History.over(new HistoryStore(file()))) {
            assertThat(find(history, "tail", 1, null, false)).containsExactly(List.of(1, 1, kept));
        }
        assertThat(Files.readString(file(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(secret);
    }

    @Test
    void belongsToItsUserAlone() throws IOException {
        session("one");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void isSharedBySessionsThatRunAtOnce() {
        try (History first = History.over(new HistoryStore(file()));
                History second = History.over(new HistoryStore(file()))) {
            first.add(1, "of the first", Optional.empty());
            assertThat(find(first, "tail", 9, null, false)).hasSize(1);
            second.add(1, "of the second", Optional.empty());
            assertThat(find(second, "tail", 9, null, false)).hasSize(2);
            assertThat(find(first, "search", 9, "*second", false)).hasSize(1);
        }
    }

    @Test
    void thatCannotBeReadLeavesTheSessionsOwn() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no database, whatever its name says".repeat(100));

        try (History history = History.over(new HistoryStore(file()))) {
            history.add(1, "own", Optional.empty());

            assertThat(find(history, "tail", 9, null, false)).containsExactly(List.of(1, 1, "own"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoLibraryBehind() throws IOException {
        session("one");

        assertThat(Files.readAllLines(Path.of("/proc/self/maps")))
                .filteredOn(line -> line.contains("libsqlitejdbc"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("(deleted)"));
    }

    @ParameterizedTest
    @CsvSource({
        "'*', '', true",
        "'', '', true",
        "'', a, false",
        "'?', '', false",
        "a*, abc, true",
        "'*c', abc, true",
        "a?c, abc, true",
        "a*c*, abbcbbc, true",
        "'*ab*b', aabab, true",
        "'*ab?', aabab, false",
        "[a], a, false",
        "[a], [a], true",
        "a*b, 'a\nb', true",
        "'a**', a, true",
    })
    void aPatternIsForWholeTexts(String pattern, String text, boolean matches) {
        assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
    }

    /** Each star that tries all places again for each place of those before it would take longer than the world lasts. */
    @Test
    void manyStarsTakeNoLongerThanOneAfterTheOther() {
        session("abcdefghij".repeat(400));
        String pattern = "*a".repeat(30_000) + "*q*";

        try (History history = History.over(new HistoryStore(file()))) {
            history.add(1, "abcdefghij".repeat(400), Optional.empty());

            assertThat(find(history, "search", 9, pattern, false)).isEmpty();
            assertThat(find(history, "search", 9, "*a*b*c*j*j", false)).hasSize(2);
        }
    }
}
