package vedette.kernel.java;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * The compiler's view of files: of the class path the jars that have the package in question, and in the cells' package only
 * the classes that a cell may use.
 */
final class CellFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

    /** A jar as a place of its own, which the compiler opens when it is first asked of it. */
    private record Jar(Path path) implements Location {

        @Override
        public String getName() {
            return path.toString();
        }

        @Override
        public boolean isOutputLocation() {
            return false;
        }
    }

    private Set<CellClass> visible = Set.of();
    private final Map<String, byte[]> written = new ConcurrentHashMap<>();

    private final Map<String, List<Jar>> jars = new HashMap<>();
    private final List<Path> folders = new ArrayList<>();

    /** The JDK's files and no others. */
    CellFiles(StandardJavaFileManager files) throws IOException {
        super(files);
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, List.of());
    }

    /** Adds a jar or folder to the class path. */
    void add(Path entry, JarIndex index) throws IOException {
        if (Files.isRegularFile(entry)) {
            Jar jar = new Jar(entry);
            index.packagesOf(entry)
                    .forEach(name ->
                            jars.computeIfAbsent(name, _ -> new ArrayList<>()).add(jar));
        } else {
            folders.add(entry);
            fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, folders);
        }
    }

    /** Shows these cells' classes from now on, and forgets what was written. */
    void begin(Set<CellClass> cells) {
        visible = cells;
        written.clear();
    }

    /** The classes written since the beginning. */
    Map<String, byte[]> written() {
        return Map.copyOf(written);
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
        if (location == StandardLocation.CLASS_PATH && packageName.equals(CellClass.PACKAGE)) {
            List<JavaFileObject> found = new ArrayList<>();
            visible.forEach(cell -> cell.classes().forEach((name, bytes) -> found.add(new ClassBytes(name, bytes))));
            return found;
        }
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        List<JavaFileObject> found = new ArrayList<>();
        for (Jar jar : jars.getOrDefault(packageName, List.of())) {
            if (!fileManager.hasLocation(jar)) {
                fileManager.setLocationFromPaths(jar, List.of(jar.path()));
            }
            super.list(jar, packageName, kinds, false).forEach(found::add);
        }
        super.list(location, packageName, kinds, false).forEach(found::add);
        return found;
    }

    /** Plug-ins of the compiler are no library's business; it would look for some in all jars, for each cell. */
    @Override
    public ClassLoader getClassLoader(Location location) {
        return ClassLoader.getPlatformClassLoader();
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassBytes bytes ? bytes.name : super.inferBinaryName(location, file);
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
        return one.equals(other) || one.toUri().equals(other.toUri());
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new ClassSink(className);
    }

    private static URI uri(String className) {
        return URI.create("mem:///" + className.replace('.', '/') + ".class");
    }

    private static final class ClassBytes extends SimpleJavaFileObject {
        private final String name;
        private final byte[] bytes;

        ClassBytes(String name, byte[] bytes) {
            super(uri(name), Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes);
        }
    }

    private final class ClassSink extends SimpleJavaFileObject {
        private final String name;

        ClassSink(String name) {
            super(uri(name), Kind.CLASS);
            this.name = name;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    written.put(name, toByteArray());
                }
            };
        }
    }
}
