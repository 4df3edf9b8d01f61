package vedette.kernel.java;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MutableCallSite;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vedette.kernel.CellContext.StreamName;

/**
 * Defines the classes of one cell, woven; one loader per cell, so that a cell that nothing refers to any more can be
 * collected.
 */
final class CellLoader extends ClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Surroundings surroundings;
    private final Content content;

    /** Kept alive while this is: what its classes refer to is found by name. */
    @SuppressWarnings("unused")
    private final List<CellLoader> uses;

    private final Set<MutableCallSite> declared = ConcurrentHashMap.newKeySet();

    private CellLoader(Surroundings surroundings, Content content, List<CellClass> uses) {
        super("cell", surroundings.parent());
        this.surroundings = surroundings;
        this.content = content;
        this.uses = uses.stream().map(CellClass::loader).toList();
    }

    /** The loader of a cell's class and those in it. */
    static CellLoader of(String cell, Surroundings surroundings, Content content, List<CellClass> uses) {
        CellLoader loader = new CellLoader(surroundings, content, uses);
        surroundings.cells().add(cell, loader);
        return loader;
    }

    /**
     * What all cells share.
     *
     * @param parent sees the libraries
     * @param calls where calls of methods of cells lead
     * @param cells the loaders like this
     */
    record Surroundings(ClassLoader parent, LateCalls calls, LiveCells cells) {}

    /** A cell's classes by binary name, with what is needed to weave them. */
    record Content(Map<String, byte[]> classes, UnitText source, CellText cell) {
        Content {
            classes = Map.copyOf(classes);
        }
    }

    LateCalls calls() {
        return surroundings.calls();
    }

    /** Keeps where calls of one of the cell's methods lead while the cell lives. */
    void keep(MutableCallSite site) {
        declared.add(site);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(CellClass.PACKAGE + ".")) {
            return super.loadClass(name, resolve);
        }
        CellLoader owner = owner(name);
        if (owner == null) {
            throw new ClassNotFoundException(name);
        }
        return owner.own(name);
    }

    private Class<?> own(String name) {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            Weaver.Woven woven = new Weaver(content.source(), content.cell(), hierarchy())
                    .weave(content.classes().get(name));
            CellRun run = CellRun.current();
            if (run != null) {
                woven.unchecked().forEach(method -> run.print(StreamName.STDERR, note(method)));
            }
            return defineClass(name, woven.bytes(), 0, woven.bytes().length);
        }
    }

    private static String note(String method) {
        return "note: " + (method.equals(UnitBuilder.RUN) ? "the cell" : method)
                + " is so large that an interrupt cannot stop its loops\n";
    }

    private @Nullable CellLoader owner(String name) {
        CellLoader owner = surroundings.cells().loaderOf(name);
        return owner != null && owner.content.classes().containsKey(name) ? owner : null;
    }

    private ClassHierarchyResolver hierarchy() {
        return ClassHierarchyResolver.ofResourceParsing(this::classFile);
    }

    private @Nullable InputStream classFile(ClassDesc type) {
        String descriptor = type.descriptorString();
        String path = descriptor.substring(1, descriptor.length() - 1);
        String name = path.replace('/', '.');
        CellLoader owner = name.startsWith(CellClass.PACKAGE + ".") ? owner(name) : null;
        return owner == null
                ? getParent().getResourceAsStream(path + ".class")
                : new ByteArrayInputStream(owner.content.classes().get(name));
    }
}
