package vedette.magics;

import java.time.InstantSource;
import java.util.List;
import vedette.kernel.magic.CellMagic;
import vedette.kernel.magic.LineMagic;
import vedette.kernel.magic.MagicLibrary;

/**
 * What hunting adds to a kernel: {@code %kql}, {@code %%kql} and {@code %sentinel}, and the names that hunters use
 * without importing them.
 */
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
            "vedette.sentinel.library.*",
            "vedette.sentinel.management.*");

    private final KqlSession session;
    private final KqlMagic kql;
    private final SentinelMagic sentinel;

    /** For {@link java.util.ServiceLoader}. */
    public KqlLibrary() {
        this(System::getenv);
    }

    /** With another environment to begin by than the process's own. */
    KqlLibrary(Environment.Lookup environment) {
        this.session = new KqlSession(environment);
        this.kql = new KqlMagic(session);
        this.sentinel = new SentinelMagic(new SessionSentinel(session), InstantSource.system());
    }

    /** What the cells of this kernel share. */
    KqlSession session() {
        return session;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(kql, new ConfigMagic(session), sentinel);
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
