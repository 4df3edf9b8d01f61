package vedette.kernel.magic;

import java.util.List;
import java.util.Optional;
import vedette.kernel.CellContext.StreamName;

/** {@code %lsmagic}. */
final class ListingMagics implements MagicLibrary {

    private final MagicRegistry registry;

    ListingMagics(MagicRegistry registry) {
        this.registry = registry;
    }

    @Override
    public List<LineMagic> lineMagics() {
        return List.of(new Listing());
    }

    @Override
    public List<CellMagic> cellMagics() {
        return List.of();
    }

    @Override
    public List<String> imports() {
        return List.of();
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    private final class Listing implements LineMagic {
        @Override
        public String name() {
            return "lsmagic";
        }

        @Override
        public String summary() {
            return "Lists the magics.";
        }

        @Override
        public Optional<Object> run(String arguments, MagicCall call) {
            StringBuilder text = new StringBuilder();
            registry.lines()
                    .forEach(magic -> text.append("%")
                            .append(magic.name())
                            .append("  ")
                            .append(magic.summary())
                            .append('\n'));
            registry.cells()
                    .forEach(magic -> text.append("%%")
                            .append(magic.name())
                            .append("  ")
                            .append(magic.summary())
                            .append('\n'));
            call.cell().print(StreamName.STDOUT, text.toString());
            return Optional.empty();
        }
    }
}
