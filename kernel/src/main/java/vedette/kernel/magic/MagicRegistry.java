package vedette.kernel.magic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import vedette.kernel.CellFailure;

/** The magics of all libraries by name. Owns the libraries. Safe for any thread. */
public final class MagicRegistry implements AutoCloseable {

    private final List<MagicLibrary> libraries = new CopyOnWriteArrayList<>();
    private final Map<String, LineMagic> lines = new ConcurrentSkipListMap<>();
    private final Map<String, CellMagic> cells = new ConcurrentSkipListMap<>();

    /** A registry of some libraries; of two magics of one name the later library's counts. */
    public MagicRegistry(List<MagicLibrary> libraries) {
        List<MagicLibrary> all = new ArrayList<>();
        all.addAll(List.of(new ListingMagics(this), new ShellMagics(), new RawMagics()));
        all.addAll(libraries);
        all.forEach(this::add);
    }

    /** Adds a library, which the registry owns from here on. */
    public void add(MagicLibrary library) {
        libraries.add(library);
        library.lineMagics().forEach(magic -> lines.put(magic.name(), magic));
        library.cellMagics().forEach(magic -> cells.put(magic.name(), magic));
    }

    /** The line magic of a name. */
    public LineMagic line(String name) {
        LineMagic magic = lines.get(name);
        if (magic == null) {
            throw unknown(
                    "%" + name, lines.keySet(), cells.containsKey(name) ? "; %%" + name + " takes the whole cell" : "");
        }
        return magic;
    }

    /** The cell magic of a name. */
    public CellMagic cell(String name) {
        CellMagic magic = cells.get(name);
        if (magic == null) {
            throw unknown("%%" + name, cells.keySet(), lines.containsKey(name) ? "; %" + name + " takes one line" : "");
        }
        return magic;
    }

    /** The cell magic of a name, where there is one. */
    public Optional<CellMagic> findCell(String name) {
        return Optional.ofNullable(cells.get(name));
    }

    /** The line magic of a name, where there is one. */
    public Optional<LineMagic> findLine(String name) {
        return Optional.ofNullable(lines.get(name));
    }

    /** The library of a class, where there is one. */
    public <T extends MagicLibrary> Optional<T> library(Class<T> type) {
        return libraries.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** All line magics by name. */
    public Collection<LineMagic> lines() {
        return List.copyOf(lines.values());
    }

    /** All cell magics by name. */
    public Collection<CellMagic> cells() {
        return List.copyOf(cells.values());
    }

    /** Imports that the libraries offer to every cell. */
    public List<String> imports() {
        return libraries.stream().flatMap(library -> library.imports().stream()).toList();
    }

    @Override
    public void close() {
        libraries.forEach(MagicLibrary::close);
    }

    private static CellFailure unknown(String written, Collection<String> known, String hint) {
        String sign = written.substring(0, written.lastIndexOf('%') + 1);
        String name = written.substring(sign.length());
        String help = hint.isEmpty()
                ? Spelling.nearest(name, known)
                        .map(near -> "; did you mean " + sign + near + "?")
                        .orElse("; %lsmagic lists those that exist")
                : hint;
        String text = "there is no magic " + written + help;
        return new CellFailure("UnknownMagic", text, List.of(text), null);
    }
}
