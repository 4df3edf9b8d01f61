package vedette.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Parameters;
import vedette.display.MimeBundle;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.Cursor;

/** Completion and inspection in magics is the magics' own; {@code ‸} marks the cursor. */
class MagicSpotTest {

    @TempDir
    private Path folder;

    private final Workplace workplace = new Workplace();
    private final MagicRegistry magics = new MagicRegistry(List.of(new Library()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%ec‸|%echo",
                "int x;\\n%ec‸|%echo",
                "int x;\\n%%ec‸|none",
                "%%ec‸\\nbody|%%echo",
                "var x = %ec‸|%echo",
                "%echo one ‸two\\nint x;|<one +>",
                "%%echo one‸\\ntwo|<one+>",
                "%%echo one\\nt‸wo|<one+t>",
                "7\\n% ec‸|none",
                "7\\n%ec‸|none",
                "int x = 5 %ec‸|none",
                "int x;‸\\n%echo|none",
                "%none a‸|-",
            })
    void completes(String marked, String expected) {
        Optional<Completion> found = spot(marked).map(MagicSpot::complete);
        assertThat(found.map(completion -> completion.candidates().stream()
                                .map(Candidate::text)
                                .reduce((a, b) -> a + " " + b)
                                .orElse("-"))
                        .orElse("none"))
                .isEqualTo(expected.replace("\\n", "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"%‸|%echo", "%‸|%%echo", "%%‸|%%echo", "int x;\\n%‸|%lsmagic"})
    void offersAllMagicsBehindABareSign(String marked, String expected) {
        assertThat(spot(marked).orElseThrow().complete().candidates())
                .extracting(Candidate::text)
                .contains(expected);
    }

    /** Behind the candidates stands the word that they replace. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "%cd ‸|`\"my folder/\" other/`|``",
                "%cd o‸|other/|o",
                "%cd \"my‸|\"my folder/\"|\"my",
                "%cd 'my f‸|\"my folder/\"|'my f",
                "%cd \"my folder/‸|\"my folder/inner/\"|\"my folder/",
                "%cd \"my folder/\"in‸|\"my folder/inner/\"|\"my folder/\"in",
                "%cd ./o‸|./other/|./o",
                "%cd ~/o‸|~/other/|~/o",
                "%open ‸|`\"my file.java\" \"my folder/\" other/ plain.jar`|``",
                "%open my‸|`\"my file.java\" \"my folder/\"`|my",
                "%open \"my fi‸|\"my file.java\"|\"my fi",
                "%load ‸|`\"my folder/\" other/ plain.jar`|``",
                "%sh cat pl‸|plain.jar|pl",
                "%env VEDETTE_T‸|VEDETTE_TEST|VEDETTE_T",
                "%help ech‸|echo|ech",
                "%cd nowhere/‸|-|nowhere/",
                "%cd --‸|--help|--",
            })
    void offersWhatArgumentsCouldBe(String marked, String expected, String replaced) throws IOException {
        for (String name : List.of("my folder/inner", "other")) {
            Files.createDirectories(folder.resolve(name));
        }
        for (String name : List.of("my file.java", "plain.jar", ".hidden")) {
            Files.writeString(folder.resolve(name), "");
        }
        workplace.move(folder.toString());
        workplace.set("VEDETTE_TEST", "1");
        String home = System.setProperty("user.home", folder.toString());
        try {
            Completion found = spot(marked).orElseThrow().complete();
            assertThat(found.candidates().stream()
                            .map(Candidate::text)
                            .reduce((a, b) -> a + " " + b)
                            .orElse("-"))
                    .isEqualTo(expected);
            assertThat(marked.substring(found.start().charIndex(), found.end().charIndex()))
                    .isEqualTo(replaced);
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "two words", "it's", "say \"hi\" to them", "tab\there"})
    void aWordInQuotesIsReadAsItself(String word) {
        assertThat(Words.split("first " + Words.quoted(word) + " last")).containsExactly("first", word, "last");
    }

    @Test
    void countsInTheCell() {
        Completion found = spot("int x;\n%ec‸").orElseThrow().complete();
        assertThat(found.start()).isEqualTo(new Cursor(7));
        assertThat(found.end()).isEqualTo(new Cursor(10));
        Completion inside = spot("int x;\n%echo abc‸").orElseThrow().complete();
        assertThat(inside.start()).isEqualTo(new Cursor(13));
        assertThat(inside.end()).isEqualTo(new Cursor(16));
    }

    @Test
    void inspectionShowsWhatTheMagicSaysAndElseItsHelp() {
        assertThat(inspect("%%echo a\nto‸ld")).hasValue("told");
        assertThat(inspect("%ec‸ho a")).hasValue("Repeats.");
        assertThat(inspect("%echo ‸a")).hasValue("Repeats.");
        assertThat(inspect("%none‸")).isEmpty();
    }

    @Test
    void textOfTheLanguageInsideOfAMagicIsTheLanguages() {
        for (String marked : List.of("%timed ‸x", "int y;\n%timed x.‸", "%%timed\nx.‸y\nz", "%%timed\n%echo a\n‸")) {
            assertThat(spot(marked)).as(marked).isEmpty();
        }
        assertThat(spot("%%timed ‸a\nx")).isPresent();
        assertThat(languageOf("a;\n%timed b\n%echo c\nx = %timed d\n%none e\nf"))
                .isEqualTo("a;\n       b\n       \n           d\n       \nf");
        assertThat(languageOf("%%timed a\nb\nc")).isEqualTo("         \nb\nc");
        assertThat(languageOf("%%echo a\nb")).isEqualTo("        \n ");
    }

    private String languageOf(String cell) {
        return MagicSpot.languageOf(cell, magics, new MagicSpot.Surroundings(new NoVariables(), new Workplace()));
    }

    private Optional<String> inspect(String marked) {
        return spot(marked).flatMap(MagicSpot::inspect).flatMap(MimeBundle::text);
    }

    private Optional<MagicSpot> spot(String written) {
        String marked = written.replace("\\n", "\n");
        return MagicSpot.at(
                marked.replace("‸", ""),
                new Cursor(marked.indexOf('‸')),
                magics,
                new MagicSpot.Surroundings(new NoVariables(), workplace));
    }

    private static final class Library implements MagicLibrary {
        @Override
        public List<LineMagic> lineMagics() {
            return List.of(
                    new Echo(),
                    new Timed(),
                    CommandMagic.line("open", "Opens.", OneFile::new, (arguments, call) -> Optional.of(arguments.file)),
                    CommandMagic.line("load", "Loads.", OneJar::new, (arguments, call) -> Optional.of(arguments.file)));
        }

        @Override
        public List<CellMagic> cellMagics() {
            return List.of(new Echo(), new Timed());
        }

        @Override
        public List<String> imports() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static final class OneFile {
        @Parameters(paramLabel = "FILE")
        private String file = "";
    }

    private static final class OneJar {
        @Parameters(paramLabel = "JAR")
        private String file = "";
    }

    private static final class Echo implements LineMagic, CellMagic {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public String summary() {
            return "Repeats.";
        }

        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            return Optional.of(arguments);
        }

        @Override
        public Optional<Object> run(String arguments, String body, MagicCall call) {
            return Optional.of(body);
        }

        @Override
        public Completion complete(MagicPlace place) {
            String body = place.isInBody()
                    ? place.cellText()
                            .substring(place.bodyStart(), place.cursor().charIndex())
                    : "";
            String word = place.argumentsBefore();
            return place.replacing(
                    Math.min(3, word.length()),
                    List.of(new Candidate("<" + word.replace("\n", "") + "+" + body + ">", "", "")));
        }

        @Override
        public Optional<MimeBundle> inspect(MagicPlace place) {
            return place.isInBody() ? Optional.of(MimeBundle.text("told")) : Optional.empty();
        }
    }

    /** A magic whose line, or whose body, is text of the language. */
    private static final class Timed implements LineMagic, CellMagic {
        @Override
        public String name() {
            return "timed";
        }

        @Override
        public String summary() {
            return "Times.";
        }

        @Override
        public OptionalInt codeStart(MagicPlace place) {
            boolean isLine = place.bodyStart() == place.end();
            return OptionalInt.of(isLine ? place.argumentsStart() : place.bodyStart());
        }

        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            return Optional.of(arguments);
        }

        @Override
        public Optional<Object> run(String arguments, String body, MagicCall call) {
            return Optional.of(body);
        }
    }

    private static final class NoVariables implements Variables {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Optional<Object> get(String name) {
            return Optional.empty();
        }

        @Override
        public <T> void set(String name, Class<T> type, T value) {
            throw new IllegalArgumentException(name);
        }
    }
}
