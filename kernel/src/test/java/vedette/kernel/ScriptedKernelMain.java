package vedette.kernel;

import java.nio.file.Path;

/** A kernel process with the scripted language, for clients outside. */
final class ScriptedKernelMain {

    private ScriptedKernelMain() {}

    public static void main(String[] arguments) throws Exception {
        KernelProcess.run(ConnectionFile.read(Path.of(arguments[0])), ScriptedLanguage::new, KernelOptions.defaults());
        Runtime.getRuntime().halt(0);
    }
}
