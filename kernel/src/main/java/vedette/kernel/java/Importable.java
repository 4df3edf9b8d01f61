package vedette.kernel.java;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import vedette.kernel.Completion.Candidate;

/** What can be imported: packages, types, static members and modules. */
final class Importable {

    private final Javac.Use use;
    private final Optional<TypeIndex> types;

    /**
     * What the compiler knows.
     *
     * @param types the index that also knows the packages of libraries, where it is there
     */
    Importable(Javac.Use use, Optional<TypeIndex> types) {
        this.use = use;
        this.types = types;
    }

    /** What could follow what is written of an import up to its last dot. */
    List<Candidate> behind(String written, Members members) {
        String name = written.replaceFirst("^(static|module)\\s+", "");
        if (written.matches("module\\s.*")) {
            return modules(name);
        }
        String owner = name.endsWith(".") ? name.substring(0, name.length() - 1).strip() : "";
        TypeElement type = owner.isEmpty() ? null : use.task().getElements().getTypeElement(owner);
        if (type == null) {
            return inPackage(members, name);
        }
        boolean isStatic = written.startsWith("static");
        return members
                .of(type.getEnclosedElements().stream()
                        .filter(member -> member.getModifiers().contains(Modifier.PUBLIC))
                        .filter(member -> member.getModifiers().contains(Modifier.STATIC)
                                && (isStatic || member instanceof TypeElement))
                        .toList())
                .stream()
                .map(Candidate::named)
                .sorted(Comparator.comparing(Candidate::text))
                .toList();
    }

    private static List<Candidate> modules(String written) {
        return ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(name -> name.startsWith(written))
                .sorted()
                .map(name -> new Candidate(name.substring(written.length()), "module", ""))
                .toList();
    }

    /** What stands in a package that is written with a dot behind it, or what packages start with where nothing is. */
    List<Candidate> inPackage(Members members, String written) {
        String name = written.substring(0, written.lastIndexOf('.') + 1).strip();
        List<Candidate> found = new ArrayList<>(packages()
                .filter(known -> known.startsWith(name))
                .map(known -> known.substring(name.length()).split("\\.", 2)[0])
                .distinct()
                .sorted()
                .map(part -> new Candidate(part, "package", ""))
                .toList());
        PackageElement element = name.isEmpty()
                ? null
                : use.task().getElements().getPackageElement(name.substring(0, name.length() - 1));
        if (element != null) {
            members.ofPackage(element).stream()
                    .sorted(Comparator.comparing(Candidate::text))
                    .forEach(found::add);
        }
        return found;
    }

    private Stream<String> packages() {
        Stream<String> ofModules = ModuleLayer.boot().modules().stream()
                .flatMap(module -> module.getPackages().stream().filter(module::isExported));
        return Stream.concat(ofModules, types.stream().flatMap(index -> index.packages().stream()));
    }
}
