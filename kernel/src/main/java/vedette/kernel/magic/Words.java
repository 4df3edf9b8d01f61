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
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean isWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (Character.isWhitespace(c)) {
                if (isWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                isWord = false;
            } else {
                word.append(c);
                isWord = true;
            }
        }
        if (isWord) {
            words.add(word.toString());
        }
        return words;
    }

    /** Files that a word could become, behind other candidates. */
    static Completion files(MagicPlace place, String word, List<Candidate> others) {
        List<Candidate> found = new ArrayList<>(others);
        int slash = word.lastIndexOf('/') + 1;
        String prefix = word.substring(slash);
        try (Stream<Path> files = Files.list(place.workplace().resolve(word.substring(0, slash)))) {
            files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> prefix.startsWith(".")
                            || !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .limit(MOST_FILES)
                    .forEach(file -> found.add(new Candidate(
                            word.substring(0, slash) + file.getFileName() + (Files.isDirectory(file) ? "/" : ""),
                            "file",
                            "")));
        } catch (IOException | InvalidPathException e) {
            return place.replacing(word.length(), found);
        }
        return place.replacing(word.length(), found);
    }
}
