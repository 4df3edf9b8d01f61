package vedette.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;

/** The words of a magic's arguments. */
final class Words {

    private static final int MOST_FILES = 200;

    private Words() {}

    /** Splits at blanks; quotes keep blanks together, and a backslash stands for itself so that Windows paths do. */
    static List<String> split(String text) {
        return words(text).stream().map(Word::text).toList();
    }

    /** The word that a text ends with, which is empty behind a blank. */
    static Word last(String text) {
        List<Word> words = words(text);
        return words.isEmpty() || words.getLast().end() < text.length()
                ? new Word("", text.length(), text.length())
                : words.getLast();
    }

    /**
     * A word.
     *
     * @param text without quotes
     * @param start where it starts, with its quotes
     * @param end where it ends, with its quotes
     */
    record Word(String text, int start, int end) {
        int length() {
            return end - start;
        }
    }

    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                Word word = wordAt(text, at);
                words.add(word);
                at = word.end();
            }
        }
        return words;
    }

    private static Word wordAt(String text, int start) {
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int at = start;
        while (at < text.length() && (quote != 0 || !Character.isWhitespace(text.charAt(at)))) {
            char c = text.charAt(at);
            if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word.append(c);
            }
            at++;
        }
        return new Word(word.toString(), start, at);
    }

    /** A text as one word, in quotes where it needs them. */
    static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> Character.isWhitespace(c) || c == '"' || c == '\'');
        char quote = text.indexOf('"') < 0 ? '"' : '\'';
        return isPlain ? text : quote + text + quote;
    }

    /** Files that a word could become, behind other candidates. */
    static Completion files(MagicPlace place, Word word, FileKind kind, List<Candidate> others) {
        List<Candidate> found = new ArrayList<>(others);
        int slash = word.text().lastIndexOf('/') + 1;
        String folder = word.text().substring(0, slash);
        String prefix = word.text().substring(slash);
        try (Stream<Path> files = Files.list(place.workplace().resolve(folder))) {
            files.filter(kind::fits)
                    .filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> prefix.startsWith(".")
                            || !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MOST_FILES)
                    .forEach(file -> found.add(new Candidate(
                            quoted(folder + file.getFileName() + (Files.isDirectory(file) ? "/" : "")), "file", "")));
        } catch (IOException | InvalidPathException e) {
            return place.replacing(word.length(), found);
        }
        return place.replacing(word.length(), found);
    }
}
