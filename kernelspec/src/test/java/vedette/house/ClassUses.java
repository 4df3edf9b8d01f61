package vedette.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A compiled class and the names of the classes that its constant pool mentions, signatures included. */
record ClassUses(String name, Set<String> uses) {

    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    static List<ClassUses> ofMainClasses() {
        return House.modules().stream()
                .flatMap(module ->
                        House.files(module.resolve("target/classes"), name -> name.endsWith(".class")).stream())
                .map(ClassUses::of)
                .toList();
    }

    private static ClassUses of(Path file) {
        ClassModel model;
        try {
            model = ClassFile.of().parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Set<String> uses = new TreeSet<>();
        for (PoolEntry entry : model.constantPool()) {
            switch (entry) {
                case ClassEntry used -> add(uses, used.asInternalName());
                case Utf8Entry text -> {
                    Matcher matcher = IN_DESCRIPTOR.matcher(text.stringValue());
                    while (matcher.find()) {
                        add(uses, matcher.group(1));
                    }
                }
                default -> {}
            }
        }
        return new ClassUses(model.thisClass().asInternalName().replace('/', '.'), uses);
    }

    private static void add(Set<String> uses, String internalName) {
        if (!internalName.startsWith("[") && internalName.contains("/")) {
            uses.add(internalName.replace('/', '.'));
        }
    }

    String packageName() {
        return packageOf(name);
    }

    static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }
}
