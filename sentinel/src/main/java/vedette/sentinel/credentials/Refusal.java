package vedette.sentinel.credentials;

/** A way of signing in did not work, in words that are already fit to show. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refusal(String reason) {
        super(reason);
    }
}
