package vedette.kernel;

import java.nio.file.Path;

/** A kernel process with the scripted language, for clients outside. */
final class ScriptedKernelMain {

    private ScriptedKernelMain() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        KernelProcess.run(
                ConnectionFile.read(file, file.resolveSibling("runtime")),
                ScriptedLanguage::new,
                KernelOptions.defaults());
        Runtime.getRuntime().halt(0);
    }
}
