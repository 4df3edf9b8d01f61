package vedette.magics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import vedette.kql.Span;
import vedette.magics.Head.Property;
import vedette.magics.Head.Setting;
import vedette.magics.OptionSpec.State;
import vedette.magics.OptionSpec.Type;

/** Reads what stands before a query, and stops where the query begins. For one thread. */
final class HeadReader {

    /** What stands behind the at sign of connections to services of which there is one each. */
    private static final Set<String> SERVICES =
            Set.of("loganalytics", "applicationinsights", "appinsights", "sentinellake", "cache");

    private static final int GUID_LENGTH = 36;

    private final String text;
    private final Words words;
    private final Predicate<String> known;
    private Optional<Word> connection = Optional.empty();
    private final List<Word> targets = new ArrayList<>();
    private boolean isShown;
    private final List<Setting> options = new ArrayList<>();
    private final List<Property> properties = new ArrayList<>();

    /** A reader of a cell from where {@code words} stands; {@code known} tells which names are connections'. */
    HeadReader(String text, Words words, Predicate<String> known) {
        this.text = text;
        this.words = words;
        this.known = known;
    }

    /**
     * Reads the head.
     *
     * @throws vedette.kernel.CellFailure for an option that does not exist or lacks its value
     */
    Head read() {
        boolean goesOn = true;
        while (goesOn && !words.skip().atEnd() && !isCommand(words)) {
            goesOn = option() || property() || target() || connection();
        }
        return new Head(connection, targets, isShown, options, properties);
    }

    /** Reads the options that stand here, and nothing else; a word that is no option's is left to who reads on. */
    Head readOptions() {
        while (!words.skip().atEnd() && isKnownOption() && option()) {
            // The next one.
        }
        return new Head(Optional.empty(), List.of(), false, options, List.of());
    }

    private boolean isKnownOption() {
        int back = words.at();
        boolean isKnown = isOption(words)
                && name(words.peek(1) == '!' ? 2 : 1).flatMap(OptionTable::find).isPresent();
        words.goTo(back);
        return isKnown;
    }

    /** Whether {@code --name} stands here. */
    static boolean isCommand(Words words) {
        return words.peek(0) == '-' && words.peek(1) == '-' && Character.isLetter(words.peek(2));
    }

    private static boolean isOption(Words words) {
        char second = words.peek(1);
        return words.peek(0) == '-' && Character.isLetter(second == '!' ? words.peek(2) : second);
    }

    private static boolean isProperty(Words words) {
        return words.peek(0) == '+' && Character.isLetter(words.peek(1));
    }

    private boolean option() {
        if (!isOption(words)) {
            return false;
        }
        int start = words.at();
        boolean isNegated = words.peek(1) == '!';
        Optional<String> name = name(isNegated ? 2 : 1);
        if (name.isEmpty()) {
            return false;
        }
        Span span = new Span(start, words.at());
        OptionSpec spec = OptionTable.find(name.get())
                .orElseThrow(() -> KqlFailure.at(
                        text, span, "there is no option '-" + name.get() + "'", OptionTable.advice(name.get())));
        if (spec.state() == State.REFUSED) {
            throw KqlFailure.at(text, span, "the option '-" + spec.name() + "' does not exist here", spec.text());
        }
        Optional<Word> value = isNegated ? Optional.empty() : value(spec.isFlag(), spec.type() == Type.LIST);
        if (value.isEmpty() && !spec.isFlag()) {
            throw KqlFailure.at(text, span, "the option '-" + spec.name() + "' needs a value", valueAdvice(spec));
        }
        options.add(new Setting(spec, value, isNegated, new Span(start, words.at())));
        return true;
    }

    private static String valueAdvice(OptionSpec spec) {
        String example = spec.choices().isEmpty() ? "value" : String.join(" or ", spec.choices());
        return "write -" + spec.name() + "=" + example;
    }

    private boolean property() {
        if (!isProperty(words)) {
            return false;
        }
        int start = words.at();
        Optional<String> name = name(1);
        if (name.isEmpty()) {
            return false;
        }
        Optional<Word> value = value(true, true);
        properties.add(new Property(name.get(), value, new Span(start, words.at())));
        return true;
    }

    /** A name that starts so many characters from here; none where it goes on as no name does. */
    private Optional<String> name(int from) {
        int length = from;
        while (isNamePart(words.peek(length))) {
            length++;
        }
        char next = words.peek(length);
        if (next != '=' && !Character.isWhitespace(next)) {
            return Optional.empty();
        }
        String name = text.substring(words.at() + from, words.at() + length);
        words.goTo(words.at() + length);
        return Optional.of(name);
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    /** The value behind a name; a flag's stands behind an equals sign, or is a plain true or false. */
    private Optional<Word> value(boolean isFlag, boolean isList) {
        int afterName = words.at();
        words.skipBlanks();
        boolean isAssigned = words.peek(0) == '=' && words.peek(1) != '=';
        if (isAssigned) {
            words.goTo(words.at() + 1);
            words.skipBlanks();
        }
        Optional<Word> word = words.peekWord()
                .filter(found ->
                        isAssigned || (isFlag ? isTruth(found.text()) : !isOption(words) && !isProperty(words)));
        if (word.isEmpty()) {
            words.goTo(afterName);
            return word;
        }
        words.next();
        return isList ? Optional.of(continued(word.get())) : word;
    }

    /** A list may have blanks behind its commas. */
    private Word continued(Word first) {
        Word all = first;
        while (all.text().endsWith(",")) {
            int back = words.at();
            Optional<Word> more = words.skipBlanks().next();
            if (more.isEmpty()) {
                words.goTo(back);
                break;
            }
            int start = first.span().start();
            int end = more.get().span().end();
            all = new Word(text.substring(start, end), new Span(start, end));
        }
        return all;
    }

    private static boolean isTruth(String word) {
        return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false");
    }

    private boolean target() {
        int start = words.at();
        Optional<TargetList> found = targetList();
        if (found.isEmpty() || !targets.isEmpty()) {
            words.goTo(start);
            return false;
        }
        targets.addAll(found.get().names());
        isShown = found.get().isShown();
        return true;
    }

    private record TargetList(List<Word> names, boolean isShown) {}

    private Optional<TargetList> targetList() {
        List<Word> names = new ArrayList<>();
        do {
            int start = words.skip().at();
            int length = 0;
            while (length == 0
                    ? Character.isJavaIdentifierStart(words.peek(0))
                    : Character.isJavaIdentifierPart(words.peek(length))) {
                length++;
            }
            if (length == 0) {
                return Optional.empty();
            }
            names.add(new Word(text.substring(start, start + length), new Span(start, start + length)));
            words.goTo(start + length);
            words.skipBlanks();
        } while (taken(","));
        boolean shown = taken("=");
        words.skipBlanks();
        return taken("<<") ? Optional.of(new TargetList(names, shown)) : Optional.empty();
    }

    private boolean taken(String symbol) {
        boolean here = text.startsWith(symbol, words.at()) && !words.atEnd();
        if (here) {
            words.goTo(words.at() + symbol.length());
        }
        return here;
    }

    private boolean connection() {
        Optional<Word> word = words.peekWord();
        if (word.isEmpty() || connection.isPresent()) {
            return false;
        }
        if (dataSource(word.get())) {
            int start = words.at();
            int end = words.lineEnd();
            connection = Optional.of(new Word(text.substring(start, end).strip(), new Span(start, end)));
            words.goTo(end);
            return true;
        }
        if (!isConnection(word.get())) {
            return false;
        }
        connection = word;
        words.goTo(word.get().span().end());
        return true;
    }

    /** {@code Data Source=...;Initial Catalog=...}, which takes its whole line. */
    private boolean dataSource(Word word) {
        return word.text().equalsIgnoreCase("Data")
                && text.regionMatches(true, word.span().end() + 1, "Source=", 0, "Source=".length());
    }

    private boolean isConnection(Word word) {
        String written = word.text();
        if (isConnectionString(written)) {
            return true;
        }
        int at = written.indexOf('@');
        if (at > 0 && written.indexOf('"') < 0 && written.indexOf('\'') < 0) {
            String service = OptionTable.normal(written.substring(at + 1));
            return SERVICES.contains(service) || known.test(written) || (isPlain(written) && endsHead(word));
        }
        return known.test(written) && endsHead(word);
    }

    /** What cannot begin a query, whatever is known. */
    private static boolean isConnectionString(String written) {
        int scheme = written.indexOf("://");
        boolean isUrl = scheme > 0 && written.substring(0, scheme).chars().allMatch(c -> isNamePart((char) c));
        boolean isSection = written.startsWith("[")
                && written.endsWith("]")
                && written.length() > 2
                && written.substring(1, written.length() - 1).chars().allMatch(c -> isNamePart((char) c) || c == '.');
        boolean isVariable = written.startsWith("$")
                && written.length() > 1
                && written.substring(1).chars().allMatch(c -> isNamePart((char) c));
        return isUrl || isSection || isVariable || isGuid(written);
    }

    private static boolean isGuid(String written) {
        return written.length() == GUID_LENGTH
                && written.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0)
                && written.chars().filter(c -> c == '-').count() == 4;
    }

    private static boolean isPlain(String written) {
        return written.chars().allMatch(c -> isNamePart((char) c) || c == '@' || c == '.' || c == ':' || c == '/');
    }

    /** Whether behind a word the head goes on or the cell ends, so that the word is no query's beginning. */
    private boolean endsHead(Word word) {
        int back = words.at();
        words.goTo(word.span().end());
        words.skip();
        boolean ends = words.atEnd()
                || isOption(words)
                || isProperty(words)
                || isCommand(words)
                || targetList().isPresent();
        words.goTo(back);
        return ends;
    }
}
