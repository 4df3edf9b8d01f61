package vedette.magics;

import java.util.List;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicLibrary;

/** What hunting adds to a kernel: {@code %kql} and {@code %%kql}, and the names that hunters use without importing them. */
public final class KqlLibrary implements MagicLibrary {

    private static final List<String> IMPORTS = List.of(
            "tech.tablesaw.api.*",
            "vedette.hunting.anomaly.*",
            "vedette.hunting.chart.*",
            "vedette.hunting.process.*",
            "vedette.hunting.timeline.*");

    private final LocalData data = new LocalData();
    private final KqlMagic kql = new KqlMagic(data);

    /** For {@link java.util.ServiceLoader}. */
    public KqlLibrary() {}

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(kql);
    }

    @Override
    public List<CellMagic> cellMagics() {
        return List.of(kql);
    }

    @Override
    public List<String> imports() {
        return IMPORTS;
    }

    @Override
    public void close() {
        data.close();
    }
}
