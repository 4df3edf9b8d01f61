package vedette.kernel.java;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import sun.instrument.InstrumentationImpl;

/** The agent by which the JVM changes loaded classes; loaded when it is first needed, as the launcher would load one. */
public final class StopAgent {

    private static final CompletableFuture<Optional<Instrumentation>> GIVEN = new CompletableFuture<>();

    private StopAgent() {}

    /** Called by the JVM when it has loaded the agent; nobody else should. */
    public static void agentmain(String arguments, Instrumentation instrumentation) {
        GIVEN.complete(Optional.of(instrumentation));
    }

    /** What the JVM gives to agents; empty where it does not take ours. */
    static synchronized Optional<Instrumentation> instrumentation() {
        if (!GIVEN.isDone()) {
            try {
                load();
            } catch (IOException | LinkageError | InternalError e) {
                GIVEN.completeExceptionally(e);
            }
            // Where the JVM has called another class of this name.
            GIVEN.complete(Optional.empty());
        }
        return GIVEN.exceptionally(_ -> Optional.empty()).join();
    }

    private static void load() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Launcher-Agent-Class", StopAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Path jar = Files.createTempFile("vedette", ".jar");
        try {
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
            InstrumentationImpl.loadAgent(jar.toString());
        } finally {
            Files.delete(jar);
        }
    }
}
