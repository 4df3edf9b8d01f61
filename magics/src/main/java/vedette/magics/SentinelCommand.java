package vedette.magics;

/** A command of {@code %sentinel}, its options filled in. */
@FunctionalInterface
interface SentinelCommand {

    /** Does it, and says what came of it. */
    SentinelAnswer run(SentinelCall call);
}
