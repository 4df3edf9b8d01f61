package vedette.kernel.java;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The check that cells make at loop back-edges and method entries. While nothing is to be stopped, it is an empty call
 * that the compiler of the JVM removes; to stop a run its target is exchanged.
 */
final class StopSwitch {

    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class));
    private static final MethodHandle LOOK = look();
    private static final MutableCallSite SITE = new MutableCallSite(NOTHING);

    /** Calls the check. */
    static final MethodHandle CHECK = SITE.dynamicInvoker();

    private static final Set<CellRun> STOPPING = ConcurrentHashMap.newKeySet();

    private StopSwitch() {}

    /** Lets a run's threads throw {@link CellStopped} at their next check. */
    static void stop(CellRun run) {
        synchronized (STOPPING) {
            STOPPING.add(run);
            aim(LOOK);
        }
    }

    /** Ends the stopping of a run that has ended. */
    static void release(CellRun run) {
        synchronized (STOPPING) {
            if (STOPPING.remove(run) && STOPPING.isEmpty()) {
                aim(NOTHING);
            }
        }
    }

    private static void aim(MethodHandle target) {
        SITE.setTarget(target);
        MutableCallSite.syncAll(new MutableCallSite[] {SITE});
    }

    /** Workers of pools belong to no run; while one is being stopped they are taken for its own. */
    static void check() {
        CellRun own = CellRun.ofThread();
        if (own == null ? !STOPPING.isEmpty() : STOPPING.contains(own)) {
            throw new CellStopped();
        }
    }

    private static MethodHandle look() {
        try {
            return MethodHandles.lookup().findStatic(StopSwitch.class, "check", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
