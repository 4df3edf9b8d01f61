package vedette.sentinel.query;

/** What a part that fails does to an answer that is put together of parts. */
public enum Gaps {
    /** The whole fails, naming the part; what other parts brought is dropped. */
    FAIL,
    /** The whole is marked incomplete, naming the part. It fails only when no part succeeds. */
    MARK
}
