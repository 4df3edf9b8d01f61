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
    private final List<CellLoader> uses;
    private final Set<MutableCallSite> declared = ConcurrentHashMap.newKeySet();

    CellLoader(Surroundings surroundings, Content content, List<CellClass> uses) {
        super("cell", surroundings.parent());
        this.surroundings = surroundings;
        this.content = content;
        this.uses = uses.stream().map(CellClass::loader).toList();
    }

    /**
     * What all cells share.
     *
     * @param parent sees the libraries
     * @param calls where calls of methods of cells lead
     */
    record Surroundings(ClassLoader parent, LateCalls calls) {}

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
            byte[] woven = new Weaver(content.source(), content.cell(), hierarchy())
                    .weave(content.classes().get(name));
            return defineClass(name, woven, 0, woven.length);
        }
    }

    private @Nullable CellLoader owner(String name) {
        if (content.classes().containsKey(name)) {
            return this;
        }
        for (CellLoader used : uses) {
            CellLoader owner = used.owner(name);
            if (owner != null) {
                return owner;
            }
        }
        return null;
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
