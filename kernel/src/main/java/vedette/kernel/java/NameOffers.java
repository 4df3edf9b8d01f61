package vedette.kernel.java;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Scope;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import vedette.kernel.Completion.Candidate;

/** The names that can stand by themselves at a cursor, best first. */
final class NameOffers {

    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "char", "double", "float", "int", "long", "short");
    private static final List<String> KEYWORDS = List.of("""
            abstract assert boolean break byte case catch char class continue default do double else enum
            extends false final finally float for if implements import instanceof int interface long new
            non-sealed null permits private protected public record return sealed short static switch
            synchronized throw throws transient true try var void volatile when while yield""".split("\\s+"));

    /** The words that stand inside the head of a declaration, where nothing else can. */
    private static final List<String> INSIDE_HEADS = List.of("extends", "implements", "permits", "throws");

    /** The types that cells name most; of many that fit they come first. */
    private static final Set<String> COMMON = Set.of("""
            ArrayList Collectors Comparator Duration Exception Files HashMap IllegalArgumentException
            IllegalStateException Instant Integer IOException List Long Map Math Object Optional Path Pattern
            RuntimeException Set Stream String StringBuilder System""".split("\\s+"));

    private static final int SHORTEST_UNIMPORTED = 3;
    private static final int MOST_UNIMPORTED = 20;

    /** Where a name comes from, the nearest first. */
    private enum Origin {
        CONSTANT,
        LOCAL,
        SESSION,
        HELPER,
        KEYWORD,
        LANGUAGE,
        UTILITY,
        JDK,
        FURTHER_JDK,
        OURS,
        LIBRARY,
        UNIMPORTED
    }

    /**
     * Something offered.
     *
     * @param isPreferred whether it fits better than others
     */
    private record Offer(Candidate candidate, boolean isPreferred, Origin origin) {

        private static final Comparator<Offer> BEST_FIRST = Comparator.comparing((Offer offer) -> !offer.isPreferred)
                .thenComparing(Offer::origin)
                .thenComparing(offer -> !COMMON.contains(offer.candidate.text()))
                .thenComparing(offer -> offer.candidate.text(), String.CASE_INSENSITIVE_ORDER)
                .thenComparing(offer -> offer.candidate.text());
    }

    private final Javac.Use use;
    private final Members members;
    private final Wanted wanted;
    private final String prefix;
    private final Map<String, Offer> found = new LinkedHashMap<>();

    /**
     * Offers.
     *
     * @param prefix how they start
     */
    NameOffers(Javac.Use use, Members members, Wanted wanted, String prefix) {
        this.use = use;
        this.members = members;
        this.wanted = wanted;
        this.prefix = prefix;
    }

    /** What can stand where a name is not an expression. */
    static List<Candidate> insideHeads() {
        return INSIDE_HEADS.stream()
                .map(word -> new Candidate(word, "keyword", ""))
                .toList();
    }

    /** All offers. */
    List<Candidate> list() {
        return found.values().stream()
                .sorted(Offer.BEST_FIRST)
                .map(Offer::candidate)
                .toList();
    }

    private void add(Candidate candidate, boolean isPreferred, Origin origin) {
        // Of two variables of one name the inner one is meant, while methods may be overloads.
        String key = candidate.kind().equals("method") ? candidate.text() + candidate.signature() : candidate.text();
        found.putIfAbsent(key, new Offer(candidate, isPreferred, origin));
    }

    private void add(Element element, Origin origin) {
        String name = element.getSimpleName().toString();
        boolean isName = !name.startsWith("<") && !name.equals("this") && !name.equals("super");
        if (!isName || !members.isWanted(element)) {
            return;
        }
        if (element instanceof TypeElement type) {
            Wanted.Sort sort = Wanted.Sort.of(type);
            if (wanted.takes(sort)) {
                add(members.candidate(type, type.asType()), wanted.prefers(sort), origin);
            }
        } else if (!wanted.isType()) {
            add(members.candidate(element, element.asType()), true, origin);
        }
    }

    /** What the cell itself declares around a place, and what it imports. */
    void addScope(Scope scope, CompilationUnitTree unit) {
        Set<String> own = importedByUser(unit);
        for (Scope at = scope; at != null; at = at.getEnclosingScope()) {
            TypeElement type = at.getEnclosingClass();
            if (type == null) {
                addImported(at.getLocalElements(), own);
                continue;
            }
            at.getLocalElements().forEach(element -> add(element, Origin.LOCAL));
            if (isCell(type)) {
                type.getEnclosedElements().forEach(element -> add(element, Origin.LOCAL));
            } else {
                addMembers(type, at);
            }
        }
    }

    private void addMembers(TypeElement type, Scope scope) {
        Trees trees = Trees.instance(use.task());
        for (Element member : use.task().getElements().getAllMembers(type)) {
            boolean isOfObject = member.getEnclosingElement().toString().equals("java.lang.Object");
            if (members.isWanted(member) && trees.isAccessible(scope, member, (DeclaredType) type.asType())) {
                add(member, isOfObject ? Origin.HELPER : Origin.LOCAL);
            }
        }
        if (!wanted.isType()) {
            addKeyword("this", Members.simple(type.asType().toString()));
            addKeyword("super", Members.simple(type.getSuperclass().toString()));
        }
    }

    private void addImported(Iterable<? extends Element> elements, Set<String> own) {
        for (Element element : elements) {
            Element owner = element.getEnclosingElement();
            // What earlier cells declare is the session's to tell.
            if (members.isWanted(element) && !(owner instanceof TypeElement type && isCell(type))) {
                add(element, own.contains(element.toString()) ? Origin.SESSION : originOf(element));
            }
        }
    }

    private static Set<String> importedByUser(CompilationUnitTree unit) {
        Set<String> names = new HashSet<>();
        for (ImportTree line : unit.getImports()) {
            names.add(line.getQualifiedIdentifier().toString());
        }
        return names;
    }

    private static boolean isCell(TypeElement type) {
        return type.getQualifiedName().toString().startsWith(CellClass.PACKAGE + ".")
                && type.getNestingKind() == NestingKind.TOP_LEVEL;
    }

    private Origin originOf(Element element) {
        if (!(element instanceof TypeElement)) {
            return Origin.HELPER;
        }
        String name = use.task()
                .getElements()
                .getPackageOf(element)
                .getQualifiedName()
                .toString();
        if (name.equals("java.lang")) {
            return Origin.LANGUAGE;
        }
        if (name.startsWith("java.util")) {
            return Origin.UTILITY;
        }
        if (name.startsWith("java.")) {
            return Origin.JDK;
        }
        return name.matches("(?:javax|jdk|com\\.sun|sun)\\..*")
                ? Origin.FURTHER_JDK
                : name.startsWith("vedette.") ? Origin.OURS : Origin.LIBRARY;
    }

    /** What the cell declares behind the place. */
    void addBelow(List<Candidate> declared) {
        declared.stream()
                .filter(candidate -> !wanted.isType() || candidate.kind().equals("class"))
                .filter(candidate -> candidate.text().regionMatches(true, 0, prefix, 0, prefix.length()))
                .forEach(candidate -> add(candidate, true, Origin.LOCAL));
    }

    /** What earlier cells declare. */
    void addSession(Session session) {
        session.types().values().forEach(type -> {
            Wanted.Sort sort = Wanted.Sort.of(type.source());
            if (wanted.takes(sort)) {
                add(new Candidate(type.name(), "class", ""), wanted.prefers(sort), Origin.SESSION);
            }
        });
        if (wanted.isType()) {
            return;
        }
        session.variables()
                .values()
                .forEach(variable -> add(
                        new Candidate(variable.name(), "variable", Members.simple(variable.type())),
                        true,
                        Origin.SESSION));
        session.methods()
                .values()
                .forEach(overloads -> overloads.forEach(method -> add(
                        new Candidate(
                                method.name() + (method.parameters().isEmpty() ? "()" : "("),
                                "method",
                                method.header()),
                        true,
                        Origin.SESSION)));
    }

    /** What is imported by default and not in the cell's scope, which has only what the cell could need. */
    void addDefaults(List<String> imports) {
        for (String line : imports) {
            boolean isStatic = line.startsWith("static ");
            String target = line.replaceFirst("^static\\s+", "").replaceFirst("\\.\\*$", "");
            TypeElement type =
                    line.startsWith("module ") ? null : use.task().getElements().getTypeElement(target);
            if (type != null && isStatic) {
                type.getEnclosedElements().stream()
                        .filter(member -> member.getModifiers().containsAll(Set.of(Modifier.STATIC, Modifier.PUBLIC)))
                        .forEach(member -> add(member, Origin.HELPER));
            } else if (type != null) {
                add(type, originOf(type));
            }
        }
    }

    /** The words of the language. */
    void addKeywords() {
        List<String> words = switch (wanted) {
            case ANY -> KEYWORDS;
            case MADE -> PRIMITIVES;
            case ANNOTATIONS, CAUGHT, THROWN, INTERFACES, TYPES -> List.of();
        };
        words.forEach(word -> addKeyword(word, ""));
    }

    private void addKeyword(String word, String signature) {
        add(new Candidate(word, "keyword", signature), true, Origin.KEYWORD);
    }

    /** Types that are known by their qualified names only. */
    void addUnimported(Optional<TypeIndex> types) {
        if (prefix.length() < SHORTEST_UNIMPORTED || !Character.isUpperCase(prefix.charAt(0)) || types.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>(found.keySet());
        for (String name : types.get().startingWith(prefix, MOST_UNIMPORTED)) {
            TypeElement type = use.task().getElements().getTypeElement(name);
            boolean isPublic = type != null && type.getModifiers().contains(Modifier.PUBLIC);
            if (isPublic
                    && !known.contains(name.substring(name.lastIndexOf('.') + 1))
                    && wanted.takes(Wanted.Sort.of(type))) {
                add(new Candidate(name, "class", "not imported"), false, Origin.UNIMPORTED);
            }
        }
    }

    /** What can stand only where it is: the constants of an enum that a switch is over. */
    void addConstants(TreePath place) {
        if (!(place.getParentPath().getParentPath().getLeaf() instanceof CaseTree)) {
            return;
        }
        TreePath around = place.getParentPath().getParentPath().getParentPath();
        ExpressionTree over = switch (around.getLeaf()) {
            case SwitchTree tree -> tree.getExpression();
            case SwitchExpressionTree tree -> tree.getExpression();
            default -> null;
        };
        TypeMirror type = over == null ? null : Trees.instance(use.task()).getTypeMirror(new TreePath(around, over));
        Element element = type == null ? null : use.task().getTypes().asElement(type);
        if (element != null && element.getKind() == ElementKind.ENUM) {
            element.getEnclosedElements().stream()
                    .filter(constant -> constant.getKind() == ElementKind.ENUM_CONSTANT)
                    .forEach(constant -> add(constant, Origin.CONSTANT));
        }
    }

    /** The elements of an annotation whose brackets a place stands in. */
    void addElements(TypeElement annotation) {
        annotation.getEnclosedElements().stream()
                .filter(element -> element.getKind() == ElementKind.METHOD)
                .filter(members::isWanted)
                .forEach(element -> add(
                        new Candidate(
                                element.getSimpleName().toString(),
                                "field",
                                Members.simple(((ExecutableElement) element)
                                        .getReturnType()
                                        .toString())),
                        true,
                        Origin.CONSTANT));
    }
}
