package vedette.kernel.java;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import vedette.kernel.magic.Variables;

/** The variables of cells, as magics see them. */
final class JavaVariables implements Variables {

    private final Evaluator evaluator;

    JavaVariables(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Set<String> names() {
        return evaluator.session().variables().keySet();
    }

    @Override
    public Optional<Object> get(String name) {
        Session.Variable variable = evaluator.session().variables().get(name);
        if (variable == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(field(variable).get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read the variable " + name, e);
        }
    }

    @Override
    public <T> void set(String name, Class<T> type, T value) {
        String typeName = type.getCanonicalName();
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name) || typeName == null) {
            throw new IllegalArgumentException("no variable of Java: " + type.getName() + " " + name);
        }
        try {
            Session.Variable old = evaluator.session().variables().get(name);
            if (old == null || !TypeText.normal(old.type()).equals(TypeText.normal(typeName))) {
                evaluator.declare(typeName + " " + name + ";");
            }
            field(evaluator.session().variables().get(name)).set(null, value);
        } catch (CompileException | ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot declare " + typeName + " " + name + ": " + e.getMessage(), e);
        }
    }

    /** The fields of those names that are variables. */
    List<Field> fields(Set<String> names) {
        List<Field> found = new ArrayList<>();
        for (Session.Variable variable : evaluator.session().variables().values()) {
            if (names.contains(variable.name())) {
                try {
                    found.add(field(variable));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("cannot read the variable " + variable.name(), e);
                }
            }
        }
        return found;
    }

    /** Declares or overwrites a variable under the nearest class or interface of the value that cells can name. */
    void assign(String name, Object value) {
        Class<?> type = value.getClass();
        while (!isNameable(type)) {
            type = type.getSuperclass();
        }
        assign(name, type, value);
    }

    private <T> void assign(String name, Class<T> type, Object value) {
        set(name, type, type.cast(value));
    }

    private static boolean isNameable(Class<?> type) {
        return type.getCanonicalName() != null
                && Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isNameable(type.getEnclosingClass()));
    }

    private static Field field(Session.Variable variable) throws ReflectiveOperationException {
        return variable.owner().loader().loadClass(variable.owner().name()).getField(variable.name());
    }
}
