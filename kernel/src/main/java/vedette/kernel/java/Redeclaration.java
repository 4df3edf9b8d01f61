package vedette.kernel.java;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a cell that declares names anew means for those of earlier cells. A type that is declared again in the same words
 * stays what it is, with its instances; what was compiled against a type, a variable or a method that is now another is
 * compiled again.
 */
final class Redeclaration {

    private final Session session;

    Redeclaration(Session session) {
        this.session = session;
    }

    /**
     * A declaration of an earlier cell that stands before a cell to be compiled with it.
     *
     * @param changed the names that it mentions and that are others now
     * @param waiting what it is, where it could not be compiled so far
     */
    record Earlier(String name, Source source, Set<String> changed, List<Session.Pending> waiting) {}

    /** A class of the session, or a member of a cell's class, that is now another. */
    private record Target(String owner, String member) {}

    /** The types of a cell that say what they said, and that nothing they mention has changed under. */
    List<Piece.Type> unchanged(String code, List<Piece> pieces) {
        List<Piece.Type> same = new ArrayList<>();
        Set<String> changed = new HashSet<>();
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Type type when isSame(type, code) -> same.add(type);
                case Piece.Type type -> changed.add(type.name());
                case Piece.Variable variable when isOther(variable, code) -> changed.add(variable.name());
                case Piece.Variable _, Piece.Method _, Piece.Import _, Piece.Statement _, Piece.Expression _ -> {}
            }
        }
        boolean isStable = false;
        while (!isStable) {
            List<Piece.Type> left = same.stream()
                    .filter(type -> isUntouched(type, code.substring(type.start(), type.end()), changed))
                    .toList();
            isStable = left.size() == same.size();
            same.stream().filter(type -> !left.contains(type)).forEach(type -> changed.add(type.name()));
            same.retainAll(left);
        }
        return same;
    }

    private boolean isSame(Piece.Type type, String code) {
        Session.Type old = session.types().get(type.name());
        return old != null && !type.hasState() && old.source().saysSame(code.substring(type.start(), type.end()));
    }

    private boolean isOther(Piece.Variable variable, String code) {
        Session.Variable old = session.variables().get(variable.name());
        Piece.Stretch written = variable.type();
        return old != null
                && (written == null
                        || !TypeText.normal(old.type())
                                .equals(TypeText.normal(written.of(code) + variable.brackets())));
    }

    private boolean isUntouched(Piece.Type type, String text, Set<String> changed) {
        Session.Type old = session.types().get(type.name());
        int number = old == null ? 0 : old.owner().number();
        for (String name : Source.namesIn(text)) {
            Session.Type other = session.types().get(name);
            Session.Variable variable = session.variables().get(name);
            if (changed.contains(name)
                    || (other != null && other.owner().number() > number)
                    || (variable != null && variable.owner().number() > number)) {
                return false;
            }
        }
        return true;
    }

    /** What was compiled against names that an addition to the session makes others. */
    List<Earlier> dependentsOf(Session.Additions additions) {
        Set<String> names = new HashSet<>();
        additions.variables().forEach(variable -> names.add(variable.name()));
        names.addAll(additions.types().keySet());
        additions.methods().stream().filter(this::isOther).forEach(method -> names.add(method.name()));
        return dependents(names, additions.types().keySet(), additions.methods());
    }

    /**
     * The same for a cell of which it is not known yet whether it can be compiled.
     *
     * @param ready what need not wait any more with it
     */
    List<Earlier> possibleDependentsOf(String code, List<Piece> pieces, List<Earlier> ready) {
        Set<String> names = new HashSet<>();
        Set<String> types = ready.stream().map(Earlier::name).collect(Collectors.toCollection(HashSet::new));
        for (Piece piece : pieces) {
            switch (piece) {
                case Piece.Type type -> types.add(type.name());
                case Piece.Variable variable when isOther(variable, code) -> names.add(variable.name());
                case Piece.Variable _, Piece.Method _, Piece.Import _, Piece.Statement _, Piece.Expression _ -> {}
            }
        }
        names.addAll(types);
        return dependents(names, types, List.of());
    }

    /** Whether a method replaces one that returns something else. */
    private boolean isOther(Session.Method method) {
        return session.methods().getOrDefault(method.name(), List.of()).stream()
                .anyMatch(old -> old.hasSameParameters(method) && !old.hasSameResult(method));
    }

    private List<Earlier> dependents(Set<String> declared, Set<String> ownTypes, List<Session.Method> ownMethods) {
        Set<String> names = new HashSet<>();
        Set<Target> targets = new HashSet<>();
        declared.forEach(name -> addTargets(name, names, targets));
        List<Earlier> found = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        int before = -1;
        while (!names.isEmpty() && found.size() != before) {
            before = found.size();
            for (Session.Type type : session.types().values()) {
                if (!ownTypes.contains(type.name())
                        && !seen.contains(type)
                        && mentions(type.source().names(), names, type.name())
                        && refersTo(type, targets)) {
                    seen.add(type);
                    found.add(earlier(type.name(), type.source(), names));
                    addTargets(type.name(), names, targets);
                }
            }
            for (Session.Method method :
                    session.methods().values().stream().flatMap(List::stream).toList()) {
                boolean isOwn = ownMethods.stream()
                        .anyMatch(own -> own.name().equals(method.name()) && own.hasSameParameters(method));
                if (!isOwn && !seen.contains(method) && mentions(method.source().names(), names, method.name())) {
                    seen.add(method);
                    found.add(earlier(method.name(), method.source(), names));
                    if (mentions(Source.namesIn(method.header()), names, method.name())) {
                        addTargets(method.name(), names, targets);
                    }
                }
            }
        }
        return found;
    }

    private void addTargets(String name, Set<String> names, Set<Target> targets) {
        Session.Type type = session.types().get(name);
        Session.Variable variable = session.variables().get(name);
        List<Session.Method> methods = session.methods().getOrDefault(name, List.of());
        if (type != null) {
            targets.add(new Target(internal(type.owner()) + "$" + name, ""));
        }
        if (variable != null) {
            targets.add(new Target(internal(variable.owner()), name));
        }
        methods.forEach(method -> targets.add(new Target(internal(method.owner()), name)));
        if (type != null || variable != null || !methods.isEmpty()) {
            names.add(name);
        }
    }

    private static Earlier earlier(String name, Source source, Set<String> changed) {
        Set<String> mentioned = new TreeSet<>(source.names());
        mentioned.retainAll(changed);
        mentioned.remove(name);
        return new Earlier(name, source, mentioned, List.of());
    }

    private static String internal(CellClass cell) {
        return cell.name().replace('.', '/');
    }

    private static boolean mentions(Set<String> words, Set<String> names, String self) {
        return words.stream().anyMatch(word -> !word.equals(self) && names.contains(word));
    }

    /** Whether a type's classes really refer to a target, and do not only use the same word. */
    private static boolean refersTo(Session.Type type, Set<Target> targets) {
        String own = type.owner().name() + "$" + type.name();
        for (Map.Entry<String, byte[]> file : type.owner().classes().entrySet()) {
            boolean isPart = file.getKey().equals(own) || file.getKey().startsWith(own + "$");
            if (isPart && refersTo(ClassFile.of().parse(file.getValue()), targets)) {
                return true;
            }
        }
        return false;
    }

    private static boolean refersTo(ClassModel model, Set<Target> targets) {
        for (PoolEntry entry : model.constantPool()) {
            for (Target target : targets) {
                boolean isHit = switch (entry) {
                    case MemberRefEntry member
                    when !target.member().isEmpty() ->
                        member.name().equalsString(target.member())
                                && member.owner().asInternalName().equals(target.owner());
                    case Utf8Entry text when target.member().isEmpty() -> names(text.stringValue(), target.owner());
                    default -> false;
                };
                if (isHit) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a class name or descriptor holds a class or one nested in it. */
    private static boolean names(String text, String type) {
        int at = text.indexOf(type);
        int end = at + type.length();
        return at >= 0 && (end == text.length() || ";$<.".indexOf(text.charAt(end)) >= 0);
    }
}
