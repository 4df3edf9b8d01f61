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
            "vedette.hunting.timeline.*",
            "vedette.magics.Kql",
            "vedette.magics.KqlInfo",
            "vedette.magics.KqlRequest",
            "vedette.magics.KqlResult",
            "vedette.sentinel.library.*");

    private final KqlSession session = new KqlSession();
    private final KqlMagic kql = new KqlMagic(session);

    /** For {@link java.util.ServiceLoader}. */
    public KqlLibrary() {}

    /** What the cells of this kernel share. */
    KqlSession session() {
        return session;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(kql, new ConfigMagic(session));
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
        session.close();
    }
}
