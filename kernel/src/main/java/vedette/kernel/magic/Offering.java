package vedette.kernel.magic;

import java.util.Collection;

/** Arguments of a {@link CommandMagic} whose values are known only when they are written. */
interface Offering {

    /** What could stand at a place. */
    Collection<String> offers(MagicPlace place);
}
