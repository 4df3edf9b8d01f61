package vedette.kernel.magic;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.display.MimeBundle;
import vedette.kernel.Completion;
import vedette.kernel.Completion.Candidate;
import vedette.kernel.Cursor;

/** A cursor that stands in a magic: what completes there, and what can be said of it. */
public sealed interface MagicSpot {

    /** What could stand at the cursor. */
    Completion complete();

    /** What stands at the cursor. */
    Optional<MimeBundle> inspect();

    /** What magics may look at. */
    record Surroundings(Variables variables, Workplace workplace) {
        private List<CellPart> read(String cell) {
            return CellReader.read(cell, variables.names()::contains);
        }
    }

    /** The magic that a cursor stands in; empty where it stands in text of the language. */
    static Optional<MagicSpot> at(String cell, Cursor cursor, MagicRegistry magics, Surroundings around) {
        int at = Math.min(cursor.charIndex(), cell.length());
        return nameOf(cell, at, magics, around)
                .or(() -> around.read(cell).stream()
                        .flatMap(part -> placeOf(part, cell, at, around).stream())
                        .filter(found -> at < found.codeStart(magics).orElse(Integer.MAX_VALUE))
                        .flatMap(found -> found.spot(magics).stream())
                        .findFirst());
    }

    /** The cell as its language sees it: of its magics only what is text of the language is left, at its place. */
    static String languageOf(String cell, MagicRegistry magics, Surroundings around) {
        StringBuilder text = new StringBuilder(cell);
        for (CellPart part : around.read(cell)) {
            if (part instanceof CellPart.Command command) {
                int start = cell.lastIndexOf('\n', command.start()) + 1;
                int end = placeOf(command, cell, command.argumentsStart(), around)
                        .map(found ->
                                found.codeStart(magics).orElse(found.place().end()))
                        .orElse(start);
                text.replace(start, end, cell.substring(start, end).replaceAll("[^\\n]", " "));
            }
        }
        return text.toString();
    }

    /** A magic's name, written in part or in full. */
    private static Optional<MagicSpot> nameOf(String cell, int at, MagicRegistry magics, Surroundings around) {
        Matcher written = InName.WRITTEN.matcher(cell).region(0, at);
        if (!written.find()) {
            return Optional.empty();
        }
        int start = written.start(1);
        // One more letter makes a magic of a bare sign, and leaves others what they are.
        return around.read(cell.substring(0, at) + "x").getLast() instanceof CellPart.Command command
                        && command.start() == start
                ? Optional.of(new InName(cell, start, at, magics))
                : Optional.empty();
    }

    private static Optional<Found> placeOf(CellPart part, String cell, int at, Surroundings around) {
        return switch (part) {
            case CellPart.Line line
            when line.argumentsStart() <= at && at <= line.end() ->
                Optional.of(new Found(
                        line,
                        new MagicPlace(
                                cell,
                                line.argumentsStart(),
                                line.end(),
                                line.end(),
                                new Cursor(at),
                                around.variables(),
                                around.workplace())));
            case CellPart.Whole whole
            when whole.argumentsStart() <= at ->
                Optional.of(new Found(
                        whole,
                        new MagicPlace(
                                cell,
                                whole.argumentsStart(),
                                whole.bodyStart(),
                                cell.length(),
                                new Cursor(at),
                                around.variables(),
                                around.workplace())));
            default -> Optional.empty();
        };
    }

    /** A place and the command that it stands in. */
    record Found(CellPart.Command command, MagicPlace place) {
        private Optional<? extends Magic> magic(MagicRegistry magics) {
            return command instanceof CellPart.Whole
                    ? magics.findCell(command.name())
                    : magics.findLine(command.name());
        }

        /** Where text of the language starts. */
        OptionalInt codeStart(MagicRegistry magics) {
            return magic(magics).map(found -> found.codeStart(place)).orElse(OptionalInt.empty());
        }

        Optional<MagicSpot> spot(MagicRegistry magics) {
            return Optional.of(magic(magics)
                    .<MagicSpot>map(found -> new InText(found, place))
                    .orElseGet(() -> new Unknown(place.cursor())));
        }
    }

    /** Behind a magic's name. */
    record InText(Magic magic, MagicPlace place) implements MagicSpot {
        @Override
        public Completion complete() {
            return magic.complete(place);
        }

        @Override
        public Optional<MimeBundle> inspect() {
            return magic.inspect(place).or(() -> Optional.of(MimeBundle.text(magic.help())));
        }
    }

    /** In the name: {@code start} is where its percent sign stands. */
    record InName(String cell, int start, int at, MagicRegistry magics) implements MagicSpot {

        private static final Pattern WRITTEN = Pattern.compile("(%%?)\\w*\\z");
        private static final Pattern WHOLE_NAME = Pattern.compile("(%%?)(\\w*)");

        @Override
        public Completion complete() {
            String written = cell.substring(start, at);
            boolean canTakeCell = cell.substring(0, start).isBlank();
            List<Candidate> lines = written.startsWith("%%") ? List.of() : candidates("%", magics.lines(), written);
            List<Candidate> cells = canTakeCell ? candidates("%%", magics.cells(), written) : List.of();
            List<Candidate> all = new java.util.ArrayList<>(lines);
            all.addAll(cells);
            return new Completion(all, new Cursor(start), new Cursor(at));
        }

        private static List<Candidate> candidates(String sign, Collection<? extends Magic> magics, String written) {
            return magics.stream()
                    .filter(magic -> (sign + magic.name()).startsWith(written))
                    .map(magic -> new Candidate(sign + magic.name(), "magic", magic.summary()))
                    .toList();
        }

        @Override
        public Optional<MimeBundle> inspect() {
            Matcher name = WHOLE_NAME.matcher(cell).region(start, cell.length());
            if (!name.lookingAt()) {
                return Optional.empty();
            }
            Optional<? extends Magic> magic =
                    name.group(1).equals("%%") ? magics.findCell(name.group(2)) : magics.findLine(name.group(2));
            return magic.map(found -> MimeBundle.text(found.help()));
        }
    }

    /** In the text of a magic that does not exist. */
    record Unknown(Cursor cursor) implements MagicSpot {
        @Override
        public Completion complete() {
            return Completion.none(cursor);
        }

        @Override
        public Optional<MimeBundle> inspect() {
            return Optional.empty();
        }
    }
}
