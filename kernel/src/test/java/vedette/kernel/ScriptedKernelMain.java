package vedette.kernel;

import java.nio.file.Path;

/** A kernel process with the scripted language, for clients outside. */
final class ScriptedKernelMain {

    private ScriptedKernelMain() {}

    public static void main(String[] arguments) throws Exception {
        ConnectionFile connection = ConnectionFile.read(Path.of(arguments[0]));
        try (Kernel kernel = Kernel.open(connection, ScriptedLanguage::new, KernelOptions.defaults())) {
            kernel.awaitShutdown();
        }
    }
}
