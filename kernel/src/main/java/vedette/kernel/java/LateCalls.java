package vedette.kernel.java;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where calls of cells' methods lead: one target per name and descriptor, replaced when a later cell declares it anew. A
 * target lives as long as a cell that declares or calls it.
 */
final class LateCalls {

    private final Map<String, WeakReference<MutableCallSite>> targets = new ConcurrentHashMap<>();

    /** Lets calls lead to the methods of a class from now on, but for those that are only forwarders. */
    void bind(Class<?> cell) throws IllegalAccessException {
        targets.values().removeIf(site -> site.get() == null);
        CellLoader loader = (CellLoader) cell.getClassLoader();
        for (Method method : cell.getDeclaredMethods()) {
            boolean isMember = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !method.getName().startsWith("$");
            if (isMember && !method.isAnnotationPresent(CellRuntime.Forwarder.class)) {
                MethodHandle target = MethodHandles.publicLookup().unreflect(method);
                MutableCallSite site = site(method.getName(), target.type());
                if (site == null) {
                    site = new MutableCallSite(target);
                    targets.put(key(method.getName(), target.type()), new WeakReference<>(site));
                } else {
                    site.setTarget(target);
                    MutableCallSite.syncAll(new MutableCallSite[] {site});
                }
                loader.keep(site);
            }
        }
    }

    private @Nullable MutableCallSite site(String name, MethodType type) {
        WeakReference<MutableCallSite> known = targets.get(key(name, type));
        return known == null ? null : known.get();
    }

    /** The call site for a call from a cell to a method of a cell. */
    CallSite link(MethodHandles.Lookup caller, String name, MethodType type, String owner)
            throws ReflectiveOperationException {
        MutableCallSite site = site(name, type);
        if (site != null) {
            return new ConstantCallSite(site.dynamicInvoker());
        }
        Class<?> cell = caller.lookupClass().getClassLoader().loadClass(owner);
        return new ConstantCallSite(MethodHandles.publicLookup().findStatic(cell, name, type));
    }

    private static String key(String name, MethodType type) {
        return name + type.toMethodDescriptorString();
    }
}
